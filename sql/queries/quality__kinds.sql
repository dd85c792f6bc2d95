-- One row per kind of open finding and weight, notices aside, with how many are how old.
select
    findings.severity,
    findings.finding_kind,
    count(*) as finding_count,
    count(*) filter (where findings.age_group = 'week') as week_count,
    count(*) filter (where findings.age_group = 'fortnight') as fortnight_count,
    count(*) filter (where findings.age_group = 'older') as older_count
from marts.findings as findings
where findings.is_open = 1
    and findings.severity <> 'notice'
    and ($severity is null or findings.severity = $severity)
    and ($finding_kind is null or findings.finding_kind = $finding_kind)
    and ($age_group is null or findings.age_group = $age_group)
    and ($search = '' or contains(coalesce(findings.unit_name, ''), $search) or findings.unit_id = $search)
group by
    findings.severity,
    findings.finding_kind
order by
    case findings.severity when 'error' then 1 when 'question' then 2 else 3 end,
    finding_count desc,
    findings.finding_kind
