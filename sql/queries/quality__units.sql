-- One row per unit with open findings, notices aside; those with most rows left out first.
select
    findings.unit_id,
    findings.unit_name,
    findings.guidance_group,
    count(*) filter (where findings.severity = 'error') as error_count,
    count(*) filter (where findings.severity = 'question') as question_count,
    count(*) filter (where findings.severity = 'warning') as warning_count,
    max(findings.age_days) as oldest_days
from marts.findings as findings
where findings.is_open = 1
    and findings.severity <> 'notice'
    and ($severity is null or findings.severity = $severity)
    and ($finding_kind is null or findings.finding_kind = $finding_kind)
    and ($age_group is null or findings.age_group = $age_group)
    and ($search = '' or contains(coalesce(findings.unit_name, ''), $search) or findings.unit_id = $search)
    and findings.unit_name is not null
group by
    findings.unit_id,
    findings.unit_name,
    findings.guidance_group
order by error_count + question_count desc, warning_count desc, findings.unit_id
