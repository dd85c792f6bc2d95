-- One row per unit: its obligations on the day, counted by status.
-- 每行:一个单位在“截至”日按状态计数的应办事项。
select
    day_statuses.as_of,
    day_statuses.unit_id,
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
    count(*) filter (where day_statuses.is_past_due = 1) as past_due_count,
    min(day_statuses.status_order) as worst_status_order,
    min(day_statuses.due_on) filter (
        where day_statuses.status in ('due_soon', 'not_due')
    ) as next_due_on
from intermediate.day_statuses
group by
    day_statuses.as_of,
    day_statuses.unit_id
