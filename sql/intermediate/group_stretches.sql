-- One row per group of units (all of the campaign, a class, a guidance group) and stretch of days on which no unit's counts change.
-- 每行：一组单位（全局、一个单位类别或一个指导检查组）在各单位计数均不变的一段日子的合计。
-- Table, sorted by group_kind, from_on, group_name.
with counted as (
    select
        counting_stretches.from_on,
        counting_stretches.until_on,
        unit_stretches.unit_class,
        unit_stretches.guidance_group,
        unit_stretches.is_counted,
        count(*) as unit_count,
        count(*) filter (
            where unit_stretches.overdue_count > 0
        ) as overdue_unit_count,
        sum(unit_stretches.is_silent) as silent_unit_count,
        sum(unit_stretches.obligation_count) as obligation_count,
        sum(unit_stretches.expected_count) as expected_count,
        sum(unit_stretches.completed_count) as completed_count,
        sum(unit_stretches.on_time_count) as on_time_count,
        sum(unit_stretches.expected_original_count) as expected_original_count,
        sum(unit_stretches.completed_original_count) as completed_original_count,
        sum(unit_stretches.on_time_original_count) as on_time_original_count,
        sum(unit_stretches.expected_extended_count) as expected_extended_count,
        sum(unit_stretches.completed_extended_count) as completed_extended_count,
        sum(unit_stretches.on_time_extended_count) as on_time_extended_count,
        sum(unit_stretches.done_count) as done_count,
        sum(unit_stretches.done_late_count) as done_late_count,
        sum(unit_stretches.incomplete_count) as incomplete_count,
        sum(unit_stretches.needs_review_count) as needs_review_count,
        sum(unit_stretches.overdue_count) as overdue_count,
        sum(unit_stretches.due_soon_count) as due_soon_count,
        sum(unit_stretches.not_due_count) as not_due_count,
        sum(unit_stretches.exempt_count) as exempt_count,
        sum(unit_stretches.past_due_count) as past_due_count
    from intermediate.counting_stretches
    inner join intermediate.unit_stretches
        on unit_stretches.from_on <= counting_stretches.from_on
        and unit_stretches.until_on > counting_stretches.from_on
    where unit_stretches.is_on_roster = 1
    group by
        counting_stretches.from_on,
        counting_stretches.until_on,
        unit_stretches.unit_class,
        unit_stretches.guidance_group,
        unit_stretches.is_counted
),

grouped as (
    select
        'campaign' as group_kind,
        '' as group_name,
        counted.*
    from counted
    where counted.is_counted = 1

    union all

    select
        'unit_class' as group_kind,
        counted.unit_class as group_name,
        counted.*
    from counted
    where counted.is_counted = 1
        and counted.unit_class is not null

    union all

    select
        'guidance_group' as group_kind,
        counted.guidance_group as group_name,
        counted.*
    from counted
    where counted.is_counted = 1
        and counted.guidance_group is not null
),

summed as (
    select
        grouped.group_kind,
        grouped.group_name,
        grouped.from_on,
        grouped.until_on,
        cast(sum(grouped.unit_count) as integer) as unit_count,
        cast(sum(grouped.overdue_unit_count) as integer) as overdue_unit_count,
        cast(sum(grouped.silent_unit_count) as integer) as silent_unit_count,
        cast(sum(grouped.obligation_count) as integer) as obligation_count,
        cast(sum(grouped.expected_count) as integer) as expected_count,
        cast(sum(grouped.completed_count) as integer) as completed_count,
        cast(sum(grouped.on_time_count) as integer) as on_time_count,
        cast(sum(grouped.expected_original_count) as integer) as expected_original_count,
        cast(sum(grouped.completed_original_count) as integer) as completed_original_count,
        cast(sum(grouped.on_time_original_count) as integer) as on_time_original_count,
        cast(sum(grouped.expected_extended_count) as integer) as expected_extended_count,
        cast(sum(grouped.completed_extended_count) as integer) as completed_extended_count,
        cast(sum(grouped.on_time_extended_count) as integer) as on_time_extended_count,
        cast(sum(grouped.done_count) as integer) as done_count,
        cast(sum(grouped.done_late_count) as integer) as done_late_count,
        cast(sum(grouped.incomplete_count) as integer) as incomplete_count,
        cast(sum(grouped.needs_review_count) as integer) as needs_review_count,
        cast(sum(grouped.overdue_count) as integer) as overdue_count,
        cast(sum(grouped.due_soon_count) as integer) as due_soon_count,
        cast(sum(grouped.not_due_count) as integer) as not_due_count,
        cast(sum(grouped.exempt_count) as integer) as exempt_count,
        cast(sum(grouped.past_due_count) as integer) as past_due_count
    from grouped
    group by
        grouped.group_kind,
        grouped.group_name,
        grouped.from_on,
        grouped.until_on
)

select
    summed.*,
    summed.completed_count * 1.0
        / nullif(summed.expected_count, 0) as completed_ratio,
    summed.on_time_count * 1.0
        / nullif(summed.expected_count, 0) as on_time_ratio,
    summed.completed_original_count * 1.0
        / nullif(summed.expected_original_count, 0) as completed_original_ratio,
    summed.on_time_original_count * 1.0
        / nullif(summed.expected_original_count, 0) as on_time_original_ratio,
    summed.completed_extended_count * 1.0
        / nullif(summed.expected_extended_count, 0) as completed_extended_ratio,
    summed.on_time_extended_count * 1.0
        / nullif(summed.expected_extended_count, 0) as on_time_extended_ratio
from summed
