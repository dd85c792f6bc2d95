-- A unit that no group guides cannot have its drafts reviewed.
select
    day_units.unit_id,
    day_units.unit_name
from intermediate.day_units
where day_units.guidance_group is null
    and day_units.unit_class <> '联络组'
