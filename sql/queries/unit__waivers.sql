-- One row per extension or exemption of unit $unit_id, the latest granted first: in words, and where it came from.
select
    granted_waivers.requirement_title,
    granted_waivers.requirement_title_en,
    granted_waivers.waiver_type,
    granted_waivers.timing_zh,
    granted_waivers.timing_en,
    granted_waivers.effect_zh as did_zh,
    granted_waivers.effect_en as did_en,
    granted_waivers.reason as waiver_reason,
    granted_waivers.approver,
    granted_waivers.upload_id,
    concat_ws(' ', granted_waivers.file_name, granted_waivers.sheet_name, granted_waivers.cell) as place
from marts.granted_waivers
where granted_waivers.unit_id = $unit_id
order by granted_waivers.approved_on desc, granted_waivers.requirement_id
