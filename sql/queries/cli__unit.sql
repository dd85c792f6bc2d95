-- One row per unit whose code or name is $unit.
select
    units.unit_id,
    units.unit_name
from marts.units
where units.unit_id = $unit or units.unit_name = $unit
order by units.unit_id
