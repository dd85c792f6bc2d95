-- One row per month of the plan and of its deadlines, with the one to look at first: that of the day, or the nearest.
with months as (
    select unnest(generate_series(
        date_trunc('month', least(overview.starts_on, coalesce(min(deadlines.due_on), overview.starts_on))),
        date_trunc('month', greatest(overview.ends_on, coalesce(max(deadlines.due_on), overview.ends_on))),
        interval 1 month
    )) as month_on, overview.as_of
    from marts.overview
    left join marts.deadlines on true
    group by overview.starts_on, overview.ends_on, overview.as_of
)

select
    strftime(months.month_on, '%Y-%m') as month,
    first_value(strftime(months.month_on, '%Y-%m')) over (
        order by abs(date_diff('month', months.month_on, months.as_of))
    ) as usual_month
from months
order by month
