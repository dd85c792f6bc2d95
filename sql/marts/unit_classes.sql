-- One row per class of units: how the obligations of its units stand on the day.
-- 每行:一类单位所含单位的应办事项在“截至”日的状况。
select
    day_groups.as_of,
    day_groups.group_name as unit_class,
    day_groups.unit_count,
    day_groups.overdue_unit_count,
    day_groups.obligation_count,
    day_groups.expected_count,
    day_groups.completed_count,
    day_groups.on_time_count,
    day_groups.expected_original_count,
    day_groups.completed_original_count,
    day_groups.on_time_original_count,
    day_groups.expected_extended_count,
    day_groups.completed_extended_count,
    day_groups.on_time_extended_count,
    day_groups.done_count,
    day_groups.done_late_count,
    day_groups.incomplete_count,
    day_groups.needs_review_count,
    day_groups.overdue_count,
    day_groups.due_soon_count,
    day_groups.not_due_count,
    day_groups.exempt_count,
    day_groups.past_due_count,
    day_groups.completed_count * 1.0
        / nullif(day_groups.expected_count, 0) as completed_ratio,
    day_groups.on_time_count * 1.0
        / nullif(day_groups.expected_count, 0) as on_time_ratio,
    day_groups.completed_original_count * 1.0
        / nullif(day_groups.expected_original_count, 0) as completed_original_ratio,
    day_groups.on_time_original_count * 1.0
        / nullif(day_groups.expected_original_count, 0) as on_time_original_ratio,
    day_groups.completed_extended_count * 1.0
        / nullif(day_groups.expected_extended_count, 0) as completed_extended_ratio,
    day_groups.on_time_extended_count * 1.0
        / nullif(day_groups.expected_extended_count, 0) as on_time_extended_ratio
from intermediate.day_groups
where day_groups.group_kind = 'unit_class'
