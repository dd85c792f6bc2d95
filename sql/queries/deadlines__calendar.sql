-- One row per day of the weeks of month $month: how much falls due on it, how much of that is open, and the light of the day.
with days as (
    select cast(unnest(generate_series(
        date_trunc('week', cast($month || '-01' as date)),
        date_trunc('week', last_day(cast($month || '-01' as date))) + interval 6 day,
        interval 1 day
    )) as date) as day_on
),

due as (
    select
        deadlines.due_on,
        sum(deadlines.obligation_count) as due_count,
        sum(
            deadlines.obligation_count
                - deadlines.done_count
                - deadlines.done_late_count
                - deadlines.exempt_count
        ) as open_count
    from marts.deadlines
    group by deadlines.due_on
)

select
    days.day_on,
    strftime(days.day_on, '%Y-%m-%d') as due_day,
    strftime(days.day_on, '%Y-%m') = $month as is_in_month,
    days.day_on = overview.as_of as is_today,
    coalesce(due.due_count, 0) as due_count,
    coalesce(due.open_count, 0) as open_count,
    case
        when due.open_count is null then null
        when due.open_count = 0 then 'done'
        when days.day_on < overview.as_of then 'overdue'
        when days.day_on <= overview.as_of + 7 then 'due_soon'
        else 'not_due'
    end as status
from days
cross join marts.overview
left join due
    on due.due_on = days.day_on
order by days.day_on
