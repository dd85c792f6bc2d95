-- One row per requirement of which anything is owed: how its obligations stand on the day.
select
    requirements.requirement_id,
    requirements.obligation_count,
    requirements.expected_count,
    requirements.completed_count,
    requirements.completed_ratio,
    requirements.done_count,
    requirements.done_late_count,
    requirements.incomplete_count,
    requirements.needs_review_count,
    requirements.overdue_count,
    requirements.due_soon_count,
    requirements.not_due_count,
    requirements.exempt_count
from marts.requirements
