-- One row per finding kept with an accepted upload.
-- 每行：随已采纳上报保留的一条问题。
select
    findings.upload_id,
    findings.severity,
    findings.code,
    findings.sheet,
    findings.unit_id,
    findings.sheet_name,
    findings.cell,
    findings.field,
    findings.found,
    findings.message,
    findings.suggestion
from raw.findings
