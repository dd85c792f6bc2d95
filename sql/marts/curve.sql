-- One row per day of the campaign: how much was due by then, and how much of it was done.
-- 每行：活动期间一天：至当日应办多少、已办多少。
-- After the day that the clock shows only what will fall due is known.
select
    clock.as_of,
    day_totals.day_on,
    day_totals.due_count,
    case
        when day_totals.day_on <= clock.as_of then day_totals.completed_count
        else null
    end as completed_count,
    case
        when day_totals.day_on <= clock.as_of then day_totals.on_time_count
        else null
    end as on_time_count,
    case
        when day_totals.day_on <= clock.as_of then day_totals.overdue_count
        else null
    end as overdue_count
from intermediate.day_totals
cross join intermediate.clock
