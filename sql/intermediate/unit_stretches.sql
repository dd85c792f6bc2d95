-- One row per unit and stretch of days on which its counts stay the same.
-- 每行:一个单位各状态计数不变的一段日子。
-- Table, sorted by unit_id, from_on.
with counted as (
    select
        obligation_statuses.unit_id,
        obligation_statuses.from_on,
        obligation_statuses.until_on,
        case
            when obligation_statuses.status <> 'not_applicable' then 1
            else 0
        end as obligation_count,
        case
            when obligation_statuses.is_expected = 1 then 1
            else 0
        end as expected_count,
        case
            when obligation_statuses.is_expected = 1
                and obligation_statuses.status in ('done', 'done_late') then 1
            else 0
        end as completed_count,
        case
            when obligation_statuses.is_expected = 1 and obligation_statuses.status = 'done' then 1
            else 0
        end as on_time_count,
        case
            when obligation_statuses.status = 'done' then 1
            else 0
        end as done_count,
        case
            when obligation_statuses.status = 'done_late' then 1
            else 0
        end as done_late_count,
        case
            when obligation_statuses.status = 'incomplete' then 1
            else 0
        end as incomplete_count,
        case
            when obligation_statuses.status = 'needs_review' then 1
            else 0
        end as needs_review_count,
        case
            when obligation_statuses.status = 'overdue' then 1
            else 0
        end as overdue_count,
        case
            when obligation_statuses.status = 'due_soon' then 1
            else 0
        end as due_soon_count,
        case
            when obligation_statuses.status = 'not_due' then 1
            else 0
        end as not_due_count,
        case
            when obligation_statuses.status = 'exempt' then 1
            else 0
        end as exempt_count,
        case
            when obligation_statuses.is_past_due = 1 then 1
            else 0
        end as past_due_count
    from intermediate.obligation_statuses
    where obligation_statuses.duty = 'owed'
),

-- What begins on a day is added on it, what ends is taken off.
turns as (
    select
        counted.unit_id,
        counted.from_on as turned_on,
        counted.obligation_count as obligation_count,
        counted.expected_count as expected_count,
        counted.completed_count as completed_count,
        counted.on_time_count as on_time_count,
        counted.done_count as done_count,
        counted.done_late_count as done_late_count,
        counted.incomplete_count as incomplete_count,
        counted.needs_review_count as needs_review_count,
        counted.overdue_count as overdue_count,
        counted.due_soon_count as due_soon_count,
        counted.not_due_count as not_due_count,
        counted.exempt_count as exempt_count,
        counted.past_due_count as past_due_count
    from counted

    union all

    select
        counted.unit_id,
        counted.until_on as turned_on,
        -counted.obligation_count as obligation_count,
        -counted.expected_count as expected_count,
        -counted.completed_count as completed_count,
        -counted.on_time_count as on_time_count,
        -counted.done_count as done_count,
        -counted.done_late_count as done_late_count,
        -counted.incomplete_count as incomplete_count,
        -counted.needs_review_count as needs_review_count,
        -counted.overdue_count as overdue_count,
        -counted.due_soon_count as due_soon_count,
        -counted.not_due_count as not_due_count,
        -counted.exempt_count as exempt_count,
        -counted.past_due_count as past_due_count
    from counted
),

daily_turns as (
    select
        turns.unit_id,
        turns.turned_on,
        sum(turns.obligation_count) as obligation_count,
        sum(turns.expected_count) as expected_count,
        sum(turns.completed_count) as completed_count,
        sum(turns.on_time_count) as on_time_count,
        sum(turns.done_count) as done_count,
        sum(turns.done_late_count) as done_late_count,
        sum(turns.incomplete_count) as incomplete_count,
        sum(turns.needs_review_count) as needs_review_count,
        sum(turns.overdue_count) as overdue_count,
        sum(turns.due_soon_count) as due_soon_count,
        sum(turns.not_due_count) as not_due_count,
        sum(turns.exempt_count) as exempt_count,
        sum(turns.past_due_count) as past_due_count
    from turns
    group by
        turns.unit_id,
        turns.turned_on
),

running as (
    select
        daily_turns.unit_id,
        daily_turns.turned_on as from_on,
        coalesce(
            lead(daily_turns.turned_on) over (
                partition by daily_turns.unit_id
                order by daily_turns.turned_on
            ),
            cast('9999-12-31' as date)
        ) as until_on,
        sum(daily_turns.obligation_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as obligation_count,
        sum(daily_turns.expected_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as expected_count,
        sum(daily_turns.completed_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as completed_count,
        sum(daily_turns.on_time_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as on_time_count,
        sum(daily_turns.done_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as done_count,
        sum(daily_turns.done_late_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as done_late_count,
        sum(daily_turns.incomplete_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as incomplete_count,
        sum(daily_turns.needs_review_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as needs_review_count,
        sum(daily_turns.overdue_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as overdue_count,
        sum(daily_turns.due_soon_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as due_soon_count,
        sum(daily_turns.not_due_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as not_due_count,
        sum(daily_turns.exempt_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as exempt_count,
        sum(daily_turns.past_due_count) over (
            partition by daily_turns.unit_id
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as past_due_count
    from daily_turns
)

select
    running.unit_id,
    running.from_on,
    running.until_on,
    cast(running.obligation_count as integer) as obligation_count,
    cast(running.expected_count as integer) as expected_count,
    cast(running.completed_count as integer) as completed_count,
    cast(running.on_time_count as integer) as on_time_count,
    cast(running.done_count as integer) as done_count,
    cast(running.done_late_count as integer) as done_late_count,
    cast(running.incomplete_count as integer) as incomplete_count,
    cast(running.needs_review_count as integer) as needs_review_count,
    cast(running.overdue_count as integer) as overdue_count,
    cast(running.due_soon_count as integer) as due_soon_count,
    cast(running.not_due_count as integer) as not_due_count,
    cast(running.exempt_count as integer) as exempt_count,
    cast(running.past_due_count as integer) as past_due_count
from running
where running.from_on < cast('9999-12-31' as date)
