-- One row per requirement, with how its obligations stand on the day where any is owed.
select
    requirements.*,
    standings.obligation_count,
    standings.expected_count,
    standings.completed_count,
    standings.completed_ratio,
    standings.done_count,
    standings.done_late_count,
    standings.incomplete_count,
    standings.needs_review_count,
    standings.overdue_count,
    standings.due_soon_count,
    standings.not_due_count,
    standings.exempt_count
from reference.requirements as requirements
left join marts.requirements as standings
    on standings.requirement_id = requirements.requirement_id
order by requirements.requirement_order
