-- One row per guidance group: how the obligations of its units stand on the day.
-- 每行:一个指导检查组所含单位的应办事项在“截至”日的状况。
with totals as (
    select
        unit_counts.as_of,
        day_units.guidance_group,
        count(*) as unit_count,
        count(*) filter (where unit_counts.overdue_count > 0) as overdue_unit_count,
        cast(sum(unit_counts.obligation_count) as integer) as obligation_count,
        cast(sum(unit_counts.expected_count) as integer) as expected_count,
        cast(sum(unit_counts.completed_count) as integer) as completed_count,
        cast(sum(unit_counts.on_time_count) as integer) as on_time_count,
        cast(sum(unit_counts.done_count) as integer) as done_count,
        cast(sum(unit_counts.done_late_count) as integer) as done_late_count,
        cast(sum(unit_counts.incomplete_count) as integer) as incomplete_count,
        cast(sum(unit_counts.needs_review_count) as integer) as needs_review_count,
        cast(sum(unit_counts.overdue_count) as integer) as overdue_count,
        cast(sum(unit_counts.due_soon_count) as integer) as due_soon_count,
        cast(sum(unit_counts.not_due_count) as integer) as not_due_count,
        cast(sum(unit_counts.exempt_count) as integer) as exempt_count,
        cast(sum(unit_counts.past_due_count) as integer) as past_due_count
    from intermediate.unit_counts
    inner join intermediate.day_units
        on day_units.unit_id = unit_counts.unit_id
    where day_units.guidance_group is not null
    group by
        unit_counts.as_of,
        day_units.guidance_group
)

select
    totals.as_of,
    totals.guidance_group,
    totals.unit_count,
    totals.overdue_unit_count,
    totals.obligation_count,
    totals.expected_count,
    totals.completed_count,
    totals.on_time_count,
    totals.done_count,
    totals.done_late_count,
    totals.incomplete_count,
    totals.needs_review_count,
    totals.overdue_count,
    totals.due_soon_count,
    totals.not_due_count,
    totals.exempt_count,
    totals.past_due_count,
    totals.completed_count * 1.0
        / nullif(totals.expected_count, 0) as completed_ratio,
    totals.on_time_count * 1.0
        / nullif(totals.expected_count, 0) as on_time_ratio
from totals
