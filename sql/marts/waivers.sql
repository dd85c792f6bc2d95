-- One row per owed obligation, extension or exemption on record for it on the day, and cell that says so.
-- 每行：一项应办事项在“截至”日已记录的一次延期或豁免，及载明它的一个单元格。
select
    waiver_effects.as_of,
    waiver_effects.obligation_id,
    waiver_effects.unit_id,
    waiver_effects.requirement_id,
    waivers.evidence_id,
    waivers.waiver_type,
    waivers.reason,
    waivers.approver,
    waivers.requested_on,
    waivers.approved_on,
    waivers.new_due_on,
    waiver_effects.held_against_on,
    waiver_effects.known_since_on,
    waiver_effects.granted_when,
    waiver_effects.timing_zh,
    waiver_effects.timing_en,
    waiver_effects.effect,
    waiver_effects.effect_zh,
    waiver_effects.effect_en,
    waivers.upload_id,
    waivers.file_name,
    waivers.sheet_name,
    waivers.row_number,
    evidence_cells.cell,
    evidence_cells.item_text as value_text
from intermediate.waiver_effects
inner join staging.waivers
    on waivers.unit_id = waiver_effects.unit_id
    and waivers.evidence_id = waiver_effects.evidence_id
inner join staging.evidence_cells
    on evidence_cells.unit_id = waiver_effects.unit_id
    and evidence_cells.evidence_id = waiver_effects.evidence_id
    and evidence_cells.sheet = 'waivers'
    and evidence_cells.field in ('waiver_type', 'approved_on', 'new_due_on')
