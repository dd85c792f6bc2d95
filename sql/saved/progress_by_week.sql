-- One row per week of the campaign up to the day: what was due and done at its end.
-- Name: 逐周进度 | Progress by week
-- Note: 每周末日的应办、办结、按时办结与逾期数。 | Due, completed, on time and overdue at the end of each week.
with ends as (
    select max(curve.day_on) as week_end_on
    from marts.curve as curve
    where curve.day_on <= curve.as_of
    group by date_trunc('week', curve.day_on)
)

select
    curve.day_on as week_end_on,
    curve.due_count,
    curve.completed_count,
    curve.on_time_count,
    curve.overdue_count,
    curve.completed_count / nullif(curve.due_count, 0) as completed_ratio
from marts.curve as curve
inner join ends on ends.week_end_on = curve.day_on
order by curve.day_on
