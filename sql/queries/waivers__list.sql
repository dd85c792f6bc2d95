-- One row per extension or exemption on record, the latest granted first: in words, and where it came from.
select
    granted_waivers.unit_id,
    granted_waivers.unit_name,
    granted_waivers.requirement_id,
    granted_waivers.requirement_title,
    granted_waivers.requirement_title_en,
    granted_waivers.waiver_type,
    granted_waivers.requested_on,
    granted_waivers.approved_on,
    granted_waivers.new_due_on,
    granted_waivers.timing_zh,
    granted_waivers.timing_en,
    granted_waivers.effect_zh as did_zh,
    granted_waivers.effect_en as did_en,
    case
        when granted_waivers.effect in ('moves', 'second_base', 'exempts') then granted_waivers.effect
        else 'nothing'
    end as effect_group,
    granted_waivers.reason as waiver_reason,
    granted_waivers.approver,
    granted_waivers.upload_id,
    concat_ws(' ', granted_waivers.file_name, granted_waivers.sheet_name, granted_waivers.cell) as place
from marts.granted_waivers
order by
    granted_waivers.approved_on desc,
    granted_waivers.unit_id,
    granted_waivers.requirement_id,
    granted_waivers.waiver_type
