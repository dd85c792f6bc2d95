-- One row per open finding, notices aside: what weighs most and is oldest first; narrowed by the choices of the page.
select
    findings.severity,
    findings.finding_kind,
    findings.age_days,
    findings.unit_id,
    findings.unit_name,
    findings.upload_id,
    findings.file_name,
    concat_ws(' ', findings.sheet_name, findings.cell) as place,
    findings.found,
    findings.message,
    findings.suggestion
from marts.findings as findings
where findings.is_open = 1
    and findings.severity <> 'notice'
    and ($severity is null or findings.severity = $severity)
    and ($finding_kind is null or findings.finding_kind = $finding_kind)
    and ($age_group is null or findings.age_group = $age_group)
    and ($search = '' or contains(coalesce(findings.unit_name, ''), $search) or findings.unit_id = $search)
order by
    case findings.severity when 'error' then 1 when 'question' then 2 else 3 end,
    findings.age_days desc,
    findings.upload_number,
    findings.sheet_name,
    findings.cell
