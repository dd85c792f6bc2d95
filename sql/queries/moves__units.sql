-- One row per unit on the roster of the day, with the days between which it is active.
select
    units.unit_id,
    units.active_from_on,
    units.active_until_on
from marts.units
