-- One row per group of units (a class, a guidance group): how the obligations of its units stand on the day.
-- 每行：一组单位（一个单位类别或一个指导检查组）所含单位的应办事项在“截至”日的状况。
select
    clock.as_of,
    group_stretches.group_kind,
    group_stretches.group_name,
    group_stretches.unit_count,
    group_stretches.overdue_unit_count,
    group_stretches.obligation_count,
    group_stretches.expected_count,
    group_stretches.completed_count,
    group_stretches.on_time_count,
    group_stretches.expected_original_count,
    group_stretches.completed_original_count,
    group_stretches.on_time_original_count,
    group_stretches.expected_extended_count,
    group_stretches.completed_extended_count,
    group_stretches.on_time_extended_count,
    group_stretches.done_count,
    group_stretches.done_late_count,
    group_stretches.incomplete_count,
    group_stretches.needs_review_count,
    group_stretches.overdue_count,
    group_stretches.due_soon_count,
    group_stretches.not_due_count,
    group_stretches.exempt_count,
    group_stretches.past_due_count,
    group_stretches.completed_ratio,
    group_stretches.on_time_ratio,
    group_stretches.completed_original_ratio,
    group_stretches.on_time_original_ratio,
    group_stretches.completed_extended_ratio,
    group_stretches.on_time_extended_ratio
from intermediate.clock
inner join intermediate.group_stretches
    on group_stretches.from_on <= clock.as_of
    and group_stretches.until_on > clock.as_of
where group_stretches.group_kind <> 'campaign'
