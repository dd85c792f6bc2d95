-- One row per day of the campaign, to the last deadline or the last report, whichever is later.
-- 每行：活动期间的一天，至最后时限或最后填报日为止。
-- Table, sorted by day_on.
with bounds as (
    select
        plan.starts_on,
        greatest(
            plan.ends_on,
            coalesce(build.latest_report_on, plan.ends_on),
            coalesce(last_dues.last_due_on, plan.ends_on)
        ) as ends_on
    from plan.plan
    cross join raw.build
    cross join (
        select max(phrase_deadlines.fixed_due_on) as last_due_on
        from intermediate.phrase_deadlines
    ) as last_dues
)

select cast(counted.day_at as date) as day_on
from bounds
cross join unnest(
    generate_series(
        cast(bounds.starts_on as timestamp),
        cast(bounds.ends_on as timestamp),
        interval 1 day
    )
) as counted (day_at)
