-- One row per day: what had fallen due, and of that what was completed; nothing is claimed of days to come.
select
    curve.day_on,
    curve.due_count,
    case when curve.day_on <= overview.as_of then curve.completed_count end as completed_count,
    case when curve.day_on <= overview.as_of then curve.on_time_count end as on_time_count,
    overview.as_of
from marts.curve as curve
cross join marts.overview as overview
order by curve.day_on
