-- One row per extension or exemption of obligation $obligation_id and cell that says so.
select
    waivers.evidence_id,
    waivers.waiver_type,
    waivers.reason,
    waivers.approver,
    waivers.approved_on,
    waivers.new_due_on,
    waivers.timing_zh,
    waivers.timing_en,
    waivers.effect,
    waivers.effect_zh,
    waivers.effect_en,
    waivers.upload_id,
    waivers.file_name,
    waivers.sheet_name,
    waivers.row_number,
    waivers.cell,
    waivers.value_text
from marts.waivers
where waivers.obligation_id = $obligation_id
order by waivers.approved_on, waivers.evidence_id, waivers.cell
