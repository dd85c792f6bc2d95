-- One row: how many findings are open, of how many units, and how old the oldest is.
select
    count(*) filter (where findings.severity in ('error', 'question')) as row_finding_count,
    count(*) filter (where findings.severity = 'warning') as warning_count,
    count(distinct findings.unit_id) as unit_count,
    max(findings.age_days) filter (where findings.severity in ('error', 'question')) as oldest_days
from marts.findings as findings
where findings.is_open = 1
