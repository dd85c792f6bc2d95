-- One row per owed requirement: how its obligations stand on the day.
-- 每行:一项要求的应办事项在“截至”日的状况。
with totals as (
    select
        day_statuses.as_of,
        day_statuses.requirement_id,
        min(day_statuses.due_on) as first_due_on,
        max(day_statuses.due_on) as last_due_on,
        count(*) filter (
            where day_statuses.status <> 'not_applicable'
        ) as obligation_count,
        count(*) filter (where day_statuses.is_expected = 1) as expected_count,
        count(*) filter (
            where day_statuses.is_expected = 1
                and day_statuses.status in ('done', 'done_late')
        ) as completed_count,
        count(*) filter (
            where day_statuses.is_expected = 1
                and day_statuses.status = 'done'
        ) as on_time_count,
        count(*) filter (where day_statuses.status = 'done') as done_count,
        count(*) filter (where day_statuses.status = 'done_late') as done_late_count,
        count(*) filter (where day_statuses.status = 'incomplete') as incomplete_count,
        count(*) filter (where day_statuses.status = 'needs_review') as needs_review_count,
        count(*) filter (where day_statuses.status = 'overdue') as overdue_count,
        count(*) filter (where day_statuses.status = 'due_soon') as due_soon_count,
        count(*) filter (where day_statuses.status = 'not_due') as not_due_count,
        count(*) filter (where day_statuses.status = 'exempt') as exempt_count,
        count(*) filter (where day_statuses.is_past_due = 1) as past_due_count
    from intermediate.day_statuses
    group by
        day_statuses.as_of,
        day_statuses.requirement_id
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
        / nullif(totals.expected_count, 0) as on_time_ratio
from totals
inner join plan.requirements
    on requirements.requirement_id = totals.requirement_id
