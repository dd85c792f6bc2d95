-- One row per accepted row of an upload that counts, as it stands in its file.
-- 每行：有效上报中一条已采纳的记录，按其在原文件中的位置。
select
    evidence_rows.upload_id,
    evidence_rows.sheet_name,
    evidence_rows.row_number,
    evidence_rows.file_name,
    evidence_rows.evidence_id,
    evidence_rows.sheet,
    evidence_rows.evidence_type,
    evidence_rows.unit_id,
    day_units.unit_name,
    evidence_rows.branch_id,
    evidence_rows.report_on
from staging.evidence_rows
left join intermediate.day_units
    on day_units.unit_id = evidence_rows.unit_id
