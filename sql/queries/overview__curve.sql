-- One row per day: what had fallen due, and of that what was completed; nothing is claimed of days to come.
select
    curve.day_on,
    curve.due_count,
    curve.completed_count,
    curve.on_time_count,
    curve.overdue_count,
    curve.completed_count / nullif(curve.due_count, 0) as completed_ratio,
    curve.on_time_count / nullif(curve.due_count, 0) as on_time_ratio,
    curve.as_of
from marts.curve as curve
order by curve.day_on
