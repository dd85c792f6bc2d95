-- One row per accepted row of any sheet, told by what every sheet has in common.
-- 每行：任一表中一条已采纳的记录，只含各表共有的内容。
select
    evidence_rows.evidence_id,
    evidence_rows.sheet,
    evidence_rows.row_key,
    evidence_rows.row_content,
    evidence_rows.unit_id,
    evidence_rows.branch_id,
    evidence_rows.evidence_type,
    evidence_rows.sequence_number,
    evidence_rows.is_withdrawn,
    evidence_rows.report_on,
    evidence_rows.upload_number,
    evidence_rows.upload_id,
    evidence_rows.file_name,
    evidence_rows.sheet_name,
    evidence_rows.row_number
from raw.evidence_rows
