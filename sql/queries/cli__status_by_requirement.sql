-- One row per requirement.
select
    requirements.requirement_id,
    requirements.requirement_title,
    requirements.requirement_title_en,
    requirements.clause_id,
    requirements.bearer,
    requirements.due_phrase,
    requirements.first_due_on,
    requirements.last_due_on,
    requirements.obligation_count,
    requirements.expected_count,
    requirements.completed_count,
    requirements.on_time_count,
    requirements.completed_ratio,
    requirements.on_time_ratio,
    requirements.overdue_count,
    requirements.incomplete_count,
    requirements.needs_review_count,
    requirements.due_soon_count,
    requirements.past_due_count
from marts.requirements
order by requirements.requirement_order
