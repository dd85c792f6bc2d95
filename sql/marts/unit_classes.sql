-- One row per class of units: how the obligations of its units stand on the day.
-- 每行：一类单位所含单位的应办事项在“截至”日的状况。
select
    groups.as_of,
    groups.group_name as unit_class,
    groups.unit_count,
    groups.overdue_unit_count,
    groups.obligation_count,
    groups.expected_count,
    groups.completed_count,
    groups.on_time_count,
    groups.expected_original_count,
    groups.completed_original_count,
    groups.on_time_original_count,
    groups.expected_extended_count,
    groups.completed_extended_count,
    groups.on_time_extended_count,
    groups.done_count,
    groups.done_late_count,
    groups.incomplete_count,
    groups.needs_review_count,
    groups.overdue_count,
    groups.due_soon_count,
    groups.not_due_count,
    groups.exempt_count,
    groups.past_due_count,
    groups.completed_ratio,
    groups.on_time_ratio,
    groups.completed_original_ratio,
    groups.on_time_original_ratio,
    groups.completed_extended_ratio,
    groups.on_time_extended_ratio
from marts.groups
where groups.group_kind = 'unit_class'
