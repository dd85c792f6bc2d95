-- One row per unit on the roster of the day that the clock shows.
-- 每行：“截至”日名册上的一个单位。
select
    unit_versions.unit_id,
    unit_versions.unit_name,
    unit_versions.short_names,
    unit_versions.unit_class,
    unit_versions.parent_unit,
    unit_versions.guidance_group,
    unit_versions.contact_leader,
    unit_versions.has_party_committee,
    unit_versions.leader_count,
    unit_versions.party_leader_count,
    unit_versions.member_count,
    unit_versions.contact_role,
    unit_versions.contact_phone,
    unit_versions.active_from_on,
    unit_versions.active_until_on,
    unit_versions.merged_into
from intermediate.clock
inner join intermediate.unit_versions
    on unit_versions.recorded_on <= clock.as_of
    and unit_versions.superseded_on > clock.as_of
