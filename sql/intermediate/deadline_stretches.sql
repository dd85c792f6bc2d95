-- One row per owed requirement, due day and stretch of days on which no obligation's status changes: how many stand where.
-- 每行：一项要求的一个时限在各应办事项状态均不变的一段日子里的计数。
-- Table, sorted by from_on, requirement_id, due_on.
with turning_days as (
    select distinct status_stretches.from_on
    from intermediate.status_stretches
),

stretches as (
    select
        turning_days.from_on,
        coalesce(
            lead(turning_days.from_on) over (order by turning_days.from_on),
            cast('9999-12-31' as date)
        ) as until_on
    from turning_days
),

counted as (
    select
        status_stretches.requirement_id,
        status_stretches.due_on,
        stretches.from_on,
        stretches.until_on,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.status <> 'not_applicable'
        ), 0) as integer) as obligation_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_expected = 1
        ), 0) as integer) as expected_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_expected = 1
                and status_stretches.status in ('done', 'done_late')
        ), 0) as integer) as completed_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_expected = 1
                and status_stretches.status = 'done'
        ), 0) as integer) as on_time_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_expected_original = 1
        ), 0) as integer) as expected_original_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_completed_original = 1
        ), 0) as integer) as completed_original_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_on_time_original = 1
        ), 0) as integer) as on_time_original_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_expected_extended = 1
        ), 0) as integer) as expected_extended_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_completed_extended = 1
        ), 0) as integer) as completed_extended_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_on_time_extended = 1
        ), 0) as integer) as on_time_extended_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.status = 'done'
        ), 0) as integer) as done_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.status = 'done_late'
        ), 0) as integer) as done_late_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.status = 'incomplete'
        ), 0) as integer) as incomplete_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.status = 'needs_review'
        ), 0) as integer) as needs_review_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.status = 'overdue'
        ), 0) as integer) as overdue_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.status = 'due_soon'
        ), 0) as integer) as due_soon_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.status = 'not_due'
        ), 0) as integer) as not_due_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.status = 'exempt'
        ), 0) as integer) as exempt_count,
        cast(coalesce(sum(status_stretches.obligation_count) filter (
            where status_stretches.is_past_due = 1
        ), 0) as integer) as past_due_count
    from stretches
    inner join intermediate.status_stretches
        on status_stretches.from_on <= stretches.from_on
        and status_stretches.until_on > stretches.from_on
    group by
        status_stretches.requirement_id,
        status_stretches.due_on,
        stretches.from_on,
        stretches.until_on
)

select
    counted.*,
    counted.completed_count * 1.0
        / nullif(counted.expected_count, 0) as completed_ratio,
    counted.on_time_count * 1.0
        / nullif(counted.expected_count, 0) as on_time_ratio,
    counted.completed_original_count * 1.0
        / nullif(counted.expected_original_count, 0) as completed_original_ratio,
    counted.on_time_original_count * 1.0
        / nullif(counted.expected_original_count, 0) as on_time_original_ratio,
    counted.completed_extended_count * 1.0
        / nullif(counted.expected_extended_count, 0) as completed_extended_ratio,
    counted.on_time_extended_count * 1.0
        / nullif(counted.expected_extended_count, 0) as on_time_extended_ratio
from counted
