-- One row per day on which something falls due and requirement: who has, who has not, who was late.
-- 每行:一个到期日的一项要求:已办、未办、逾期各多少。
select
    day_deadlines.as_of,
    day_deadlines.due_on,
    requirements.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    requirements.due_phrase,
    requirements.clause_id,
    date_diff('day', day_deadlines.as_of, day_deadlines.due_on) as days_left,
    day_deadlines.obligation_count,
    day_deadlines.expected_count,
    day_deadlines.completed_count,
    day_deadlines.on_time_count,
    day_deadlines.expected_original_count,
    day_deadlines.completed_original_count,
    day_deadlines.on_time_original_count,
    day_deadlines.expected_extended_count,
    day_deadlines.completed_extended_count,
    day_deadlines.on_time_extended_count,
    day_deadlines.done_count,
    day_deadlines.done_late_count,
    day_deadlines.incomplete_count,
    day_deadlines.needs_review_count,
    day_deadlines.overdue_count,
    day_deadlines.due_soon_count,
    day_deadlines.not_due_count,
    day_deadlines.exempt_count,
    day_deadlines.past_due_count,
    day_deadlines.completed_count * 1.0
        / nullif(day_deadlines.expected_count, 0) as completed_ratio,
    day_deadlines.on_time_count * 1.0
        / nullif(day_deadlines.expected_count, 0) as on_time_ratio,
    day_deadlines.completed_original_count * 1.0
        / nullif(day_deadlines.expected_original_count, 0) as completed_original_ratio,
    day_deadlines.on_time_original_count * 1.0
        / nullif(day_deadlines.expected_original_count, 0) as on_time_original_ratio,
    day_deadlines.completed_extended_count * 1.0
        / nullif(day_deadlines.expected_extended_count, 0) as completed_extended_ratio,
    day_deadlines.on_time_extended_count * 1.0
        / nullif(day_deadlines.expected_extended_count, 0) as on_time_extended_ratio
from intermediate.day_deadlines
inner join plan.requirements
    on requirements.requirement_id = day_deadlines.requirement_id
where day_deadlines.due_on is not null
    and day_deadlines.obligation_count > 0
