-- One row: the day that every page speaks of.
-- 仅一行：所有页面所说的“截至”日。
-- While the plan runs that is today where the plan lives; before and after, the latest day that was reported on.
select
    coalesce(
        cast(getvariable('as_of') as date),
        case
            when cast(timezone(calendar.time_zone, now()) as date)
                between calendar.starts_on and calendar.ends_on
                then cast(timezone(calendar.time_zone, now()) as date)
            else calendar.latest_report_on
        end
    ) as as_of
from intermediate.calendar
