-- One row per owed obligation, extension or exemption on record for it on the day, and cell that says so.
-- 每行:一项应办事项在“截至”日已记录的一次延期或豁免,及载明它的一个单元格。
select
    day_statuses.as_of,
    day_statuses.obligation_id,
    day_statuses.unit_id,
    day_statuses.requirement_id,
    waivers.evidence_id,
    waivers.waiver_type,
    waivers.reason,
    waivers.approver,
    waivers.approved_on,
    waivers.new_due_on,
    waivers.upload_id,
    waivers.file_name,
    waivers.sheet_name,
    waivers.row_number,
    evidence_cells.cell,
    evidence_cells.item_text as value_text
from intermediate.day_statuses
inner join intermediate.evidence_versions
    on evidence_versions.unit_id = day_statuses.unit_id
    and evidence_versions.sheet = 'waivers'
    and evidence_versions.evidence_type = day_statuses.requirement_id
    and evidence_versions.recorded_on <= day_statuses.as_of
    and evidence_versions.superseded_on > day_statuses.as_of
    and evidence_versions.is_withdrawn = 0
inner join staging.waivers
    on waivers.evidence_id = evidence_versions.evidence_id
inner join staging.evidence_cells
    on evidence_cells.evidence_id = evidence_versions.evidence_id
    and evidence_cells.sheet = 'waivers'
    and evidence_cells.field in ('waiver_type', 'approved_on', 'new_due_on')
