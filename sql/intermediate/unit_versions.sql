-- One row per version of a unit's row on the roster, with the days between which it held.
-- 每行：名册中一个单位的一个版本，及其有效的起止日。
-- Table, sorted by unit_id, recorded_on.
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
    units.merged_into,
    evidence_versions.recorded_on,
    evidence_versions.superseded_on
from intermediate.evidence_versions
inner join staging.units
    on units.evidence_id = evidence_versions.evidence_id
where evidence_versions.sheet = 'units'
    and evidence_versions.is_withdrawn = 0
