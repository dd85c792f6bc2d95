-- One row per accepted row of a units sheet, as sent.
-- 每行：一条已采纳的“单位名册”表记录，保持上报原样。
select
    units.upload_id
        || '/' || units.sheet_name
        || '/' || cast(units.row_number as varchar) as evidence_id,
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
    case when units.withdrawn = 'yes' then 1 else 0 end as is_withdrawn,
    units.report_on,
    units.upload_number,
    units.upload_id,
    units.file_name,
    units.sheet_name,
    units.row_number
from raw.units
