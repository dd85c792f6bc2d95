-- One row per requirement that is owed: when it falls due and how its obligations stand on the day, in the plan's order.
select
    requirements.requirement_id,
    requirements.requirement_title,
    requirements.requirement_title_en,
    requirements.first_due_on,
    requirements.last_due_on,
    requirements.obligation_count,
    requirements.expected_count,
    requirements.completed_count,
    requirements.completed_ratio,
    requirements.on_time_count,
    requirements.overdue_count,
    requirements.incomplete_count,
    requirements.needs_review_count
from marts.requirements as requirements
where requirements.obligation_count > 0
order by requirements.requirement_order
