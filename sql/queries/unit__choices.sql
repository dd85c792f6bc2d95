-- One row per unit, by name.
select
    units.unit_id,
    units.unit_name
from marts.units as units
order by units.unit_name, units.unit_id
