-- One row per unit on the roster of the day that the clock shows.
-- 每行:“截至”日名册上的一个单位。
select
    units.unit_id,
    units.unit_name,
    units.short_names,
    units.unit_class,
    units.parent_unit,
    units.guidance_group,
    units.contact_leader,
    units.has_party_committee,
    units.leader_count,
    units.party_leader_count,
    units.member_count,
    units.contact_role,
    units.contact_phone,
    units.active_from_on,
    units.active_until_on,
    units.merged_into
from intermediate.clock
inner join intermediate.evidence_versions
    on evidence_versions.sheet = 'units'
    and evidence_versions.recorded_on <= clock.as_of
    and evidence_versions.superseded_on > clock.as_of
    and evidence_versions.is_withdrawn = 0
inner join staging.units
    on units.evidence_id = evidence_versions.evidence_id
