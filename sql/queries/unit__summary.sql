-- One row: the unit, who it belongs to and where it stands.
select
    units.*,
    units.expected_count - units.completed_count as open_count,
    case
        when units.active_from_on > units.as_of then 'not_yet'
        when units.active_until_on <= units.as_of then 'closed'
        when units.active_until_on is not null then 'closing'
        else 'there'
    end as unit_state
from marts.units as units
where units.unit_id = $unit_id
