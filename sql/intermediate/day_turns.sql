-- One row per day on which counts change: by how much, for all owed obligations together.
-- 每行:计数发生变化的一天及变化量(全部应办事项合计)。
-- Table, sorted by day_on.
with turns as (
    select
        obligation_statuses.from_on as day_on,
        obligation_statuses.status,
        obligation_statuses.is_expected,
        1 as change
    from intermediate.obligation_statuses
    where obligation_statuses.duty = 'owed'

    union all

    select
        obligation_statuses.until_on as day_on,
        obligation_statuses.status,
        obligation_statuses.is_expected,
        -1 as change
    from intermediate.obligation_statuses
    where obligation_statuses.duty = 'owed'
)

select
    turns.day_on,
    cast(sum(turns.change * turns.is_expected) as integer) as due_change,
    cast(sum(turns.change) filter (
        where turns.is_expected = 1 and turns.status in ('done', 'done_late')
    ) as integer) as completed_change,
    cast(sum(turns.change) filter (
        where turns.is_expected = 1 and turns.status = 'done'
    ) as integer) as on_time_change,
    cast(sum(turns.change) filter (
        where turns.status = 'overdue'
    ) as integer) as overdue_change
from turns
group by turns.day_on
