-- One row: the day that every page speaks of.
-- 仅一行:所有页面所说的“截至”日。
-- While the plan runs that is today where the plan lives; before and after, the latest day that was reported on.
with today as (
    select cast(timezone(plan.time_zone, now()) as date) as today_on
    from plan.plan
)

select
    coalesce(
        cast(getvariable('as_of') as date),
        case
            when today.today_on between plan.starts_on and plan.ends_on
                then today.today_on
            else coalesce(build.latest_report_on, plan.starts_on)
        end
    ) as as_of
from plan.plan
cross join today
cross join raw.build
