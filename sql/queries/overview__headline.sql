-- One row: what is due, completed, on time and overdue on the day, and how that differs from seven days before.
select
    overview.*,
    overview.expected_count - overview.completed_count as open_count,
    overview.overdue_count - overview.overdue_count_before as overdue_change,
    100 * (
        overview.completed_ratio
        - overview.completed_count_before / nullif(overview.expected_count_before, 0)
    ) as completed_change_points,
    100 * (
        overview.on_time_ratio
        - overview.on_time_count_before / nullif(overview.expected_count_before, 0)
    ) as on_time_change_points
from marts.overview as overview
