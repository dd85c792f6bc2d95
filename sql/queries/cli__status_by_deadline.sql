-- One row per deadline and requirement.
select
    deadlines.due_on,
    deadlines.requirement_id,
    deadlines.requirement_title,
    deadlines.requirement_title_en,
    deadlines.due_phrase,
    deadlines.days_left,
    deadlines.obligation_count,
    deadlines.expected_count,
    deadlines.completed_count,
    deadlines.on_time_count,
    deadlines.completed_ratio,
    deadlines.on_time_ratio,
    deadlines.overdue_count,
    deadlines.incomplete_count,
    deadlines.needs_review_count,
    deadlines.due_soon_count,
    deadlines.past_due_count
from marts.deadlines
order by deadlines.due_on nulls last, deadlines.requirement_order
