-- One row per class of units and per guidance group: what the list can be narrowed to.
select distinct
    'unit_class' as field,
    units.unit_class as choice
from marts.units as units
where units.unit_class is not null
union all
select distinct
    'guidance_group' as field,
    units.guidance_group as choice
from marts.units as units
where units.guidance_group is not null
order by field, choice
