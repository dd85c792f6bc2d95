-- One row per extension or exemption on record, the latest granted first.
select
    granted_waivers.unit_id,
    granted_waivers.unit_name,
    granted_waivers.requirement_id,
    granted_waivers.waiver_type,
    granted_waivers.requested_on,
    granted_waivers.approved_on,
    granted_waivers.new_due_on,
    granted_waivers.granted_when,
    granted_waivers.timing_zh as timing,
    granted_waivers.timing_en,
    granted_waivers.effect,
    granted_waivers.effect_zh as did,
    granted_waivers.effect_en as did_en,
    granted_waivers.reason,
    granted_waivers.approver,
    granted_waivers.known_since_on,
    granted_waivers.upload_id,
    granted_waivers.file_name,
    granted_waivers.sheet_name,
    granted_waivers.row_number
from marts.granted_waivers
where $unit_id is null or granted_waivers.unit_id = $unit_id
order by
    granted_waivers.approved_on desc,
    granted_waivers.unit_id,
    granted_waivers.requirement_id,
    granted_waivers.waiver_type
