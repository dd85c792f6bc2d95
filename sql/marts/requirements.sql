-- One row per owed requirement: how its obligations stand on the day.
-- 每行：一项要求的应办事项在“截至”日的状况。
with totals as (
    select
        day_deadlines.as_of,
        day_deadlines.requirement_id,
        min(day_deadlines.due_on) as first_due_on,
        max(day_deadlines.due_on) as last_due_on,
        cast(sum(day_deadlines.obligation_count) as integer) as obligation_count,
        cast(sum(day_deadlines.expected_count) as integer) as expected_count,
        cast(sum(day_deadlines.completed_count) as integer) as completed_count,
        cast(sum(day_deadlines.on_time_count) as integer) as on_time_count,
        cast(sum(day_deadlines.expected_original_count) as integer) as expected_original_count,
        cast(sum(day_deadlines.completed_original_count) as integer) as completed_original_count,
        cast(sum(day_deadlines.on_time_original_count) as integer) as on_time_original_count,
        cast(sum(day_deadlines.expected_extended_count) as integer) as expected_extended_count,
        cast(sum(day_deadlines.completed_extended_count) as integer) as completed_extended_count,
        cast(sum(day_deadlines.on_time_extended_count) as integer) as on_time_extended_count,
        cast(sum(day_deadlines.done_count) as integer) as done_count,
        cast(sum(day_deadlines.done_late_count) as integer) as done_late_count,
        cast(sum(day_deadlines.incomplete_count) as integer) as incomplete_count,
        cast(sum(day_deadlines.needs_review_count) as integer) as needs_review_count,
        cast(sum(day_deadlines.overdue_count) as integer) as overdue_count,
        cast(sum(day_deadlines.due_soon_count) as integer) as due_soon_count,
        cast(sum(day_deadlines.not_due_count) as integer) as not_due_count,
        cast(sum(day_deadlines.exempt_count) as integer) as exempt_count,
        cast(sum(day_deadlines.past_due_count) as integer) as past_due_count
    from intermediate.day_deadlines
    group by
        day_deadlines.as_of,
        day_deadlines.requirement_id
)

select
    totals.as_of,
    requirements.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    requirements.clause_id,
    requirements.bearer,
    requirements.due_phrase,
    requirements.due_rule,
    totals.first_due_on,
    totals.last_due_on,
    totals.obligation_count,
    totals.expected_count,
    totals.completed_count,
    totals.on_time_count,
    totals.expected_original_count,
    totals.completed_original_count,
    totals.on_time_original_count,
    totals.expected_extended_count,
    totals.completed_extended_count,
    totals.on_time_extended_count,
    totals.done_count,
    totals.done_late_count,
    totals.incomplete_count,
    totals.needs_review_count,
    totals.overdue_count,
    totals.due_soon_count,
    totals.not_due_count,
    totals.exempt_count,
    totals.past_due_count,
    totals.completed_count * 1.0
        / nullif(totals.expected_count, 0) as completed_ratio,
    totals.on_time_count * 1.0
        / nullif(totals.expected_count, 0) as on_time_ratio,
    totals.completed_original_count * 1.0
        / nullif(totals.expected_original_count, 0) as completed_original_ratio,
    totals.on_time_original_count * 1.0
        / nullif(totals.expected_original_count, 0) as on_time_original_ratio,
    totals.completed_extended_count * 1.0
        / nullif(totals.expected_extended_count, 0) as completed_extended_ratio,
    totals.on_time_extended_count * 1.0
        / nullif(totals.expected_extended_count, 0) as on_time_extended_ratio
from totals
inner join plan.requirements
    on requirements.requirement_id = totals.requirement_id
