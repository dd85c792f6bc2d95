-- One row per day of the campaign: how much was due by then, and how much of it was done.
-- 每行:活动期间一天:至当日应办多少、已办多少。
-- After the day that the clock shows only what will fall due is known.
with totals as (
    select
        days.day_on,
        cast(sum(day_turns.due_change) as integer) as due_count,
        cast(sum(day_turns.completed_change) as integer) as completed_count,
        cast(sum(day_turns.on_time_change) as integer) as on_time_count,
        cast(sum(day_turns.overdue_change) as integer) as overdue_count
    from intermediate.days
    left join intermediate.day_turns
        on day_turns.day_on <= days.day_on
    group by days.day_on
)

select
    clock.as_of,
    totals.day_on,
    coalesce(totals.due_count, 0) as due_count,
    case
        when totals.day_on <= clock.as_of then coalesce(totals.completed_count, 0)
        else null
    end as completed_count,
    case
        when totals.day_on <= clock.as_of then coalesce(totals.on_time_count, 0)
        else null
    end as on_time_count,
    case
        when totals.day_on <= clock.as_of then coalesce(totals.overdue_count, 0)
        else null
    end as overdue_count
from totals
cross join intermediate.clock
