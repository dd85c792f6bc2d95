-- One row per requirement with overdue obligations, most first.
select
    overdue_requirements.requirement_id,
    overdue_requirements.requirement_title,
    overdue_requirements.requirement_title_en,
    overdue_requirements.first_due_on,
    overdue_requirements.overdue_count,
    overdue_requirements.overdue_unit_count,
    overdue_requirements.longest_days
from marts.overdue_requirements as overdue_requirements
order by
    overdue_requirements.overdue_count desc,
    overdue_requirements.first_due_on,
    overdue_requirements.requirement_id
limit $row_limit
