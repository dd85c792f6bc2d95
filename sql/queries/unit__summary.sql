-- One row: the unit, who it belongs to and where it stands; where it owes nothing, why.
select
    units.*,
    units.expected_count - units.completed_count as open_count,
    case
        when units.active_from_on > units.as_of then 'not_yet'
        when units.active_until_on <= units.as_of then 'closed'
        when units.active_until_on is not null then 'closing'
        else 'there'
    end as unit_state,
    case
        when units.obligation_count > 0 then null
        when units.active_from_on > units.as_of then 'not_yet'
        when units.active_until_on <= units.as_of then 'closed'
        when units.is_liaison_group = 1 then 'group'
        when exists (
            select 1
            from marts.compliance as compliance
            where compliance.unit_id = $unit_id
        ) then 'not_applicable'
        else 'no_branch'
    end as owes_nothing
from marts.units as units
where units.unit_id = $unit_id
