-- One row per day of the campaign: what is expected, completed, on time and overdue then, of all owed obligations.
-- 每行：活动期间一天全部应办事项的应办、已办、按时、逾期数。
-- Table, sorted by day_on.
select
    days.day_on,
    cast(coalesce(sum(status_stretches.obligation_count) filter (
        where status_stretches.is_expected = 1
    ), 0) as integer) as due_count,
    cast(coalesce(sum(status_stretches.obligation_count) filter (
        where status_stretches.is_expected = 1
            and status_stretches.status in ('done', 'done_late')
    ), 0) as integer) as completed_count,
    cast(coalesce(sum(status_stretches.obligation_count) filter (
        where status_stretches.is_expected = 1
            and status_stretches.status = 'done'
    ), 0) as integer) as on_time_count,
    cast(coalesce(sum(status_stretches.obligation_count) filter (
        where status_stretches.status = 'overdue'
    ), 0) as integer) as overdue_count
from intermediate.days
left join intermediate.status_stretches
    on status_stretches.from_on <= days.day_on
    and status_stretches.until_on > days.day_on
group by days.day_on
