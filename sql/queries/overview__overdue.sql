-- One row per requirement with overdue obligations, most first.
select
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    min(compliance.due_on) as first_due_on,
    count(*) as overdue_count,
    count(distinct compliance.unit_id) as overdue_unit_count,
    max(compliance.days_late) as longest_days
from marts.compliance as compliance
where compliance.status = 'overdue'
group by
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en
order by overdue_count desc, first_due_on, compliance.requirement_id
limit $row_limit
