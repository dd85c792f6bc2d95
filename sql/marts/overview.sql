-- One row: how the campaign stands on the day, and how it stood seven days before.
-- 仅一行:活动在“截至”日的总体状况,并附七天前的数。
with reporting_units as (
    select distinct evidence_rows.unit_id
    from intermediate.clock
    inner join staging.evidence_rows
        on evidence_rows.report_on > clock.as_of - 7
        and evidence_rows.report_on <= clock.as_of
        and evidence_rows.sheet not in ('units', 'branches', 'waivers')
),

totals as (
    select
        count(*) as unit_count,
        count(*) filter (
            where unit_counts.overdue_count > 0
        ) as overdue_unit_count,
        count(*) filter (
            where reporting_units.unit_id is null
        ) as silent_unit_count,
        coalesce(
            cast(sum(unit_counts.obligation_count) as integer), 0
        ) as obligation_count,
        coalesce(
            cast(sum(unit_counts.expected_count) as integer), 0
        ) as expected_count,
        coalesce(
            cast(sum(unit_counts.completed_count) as integer), 0
        ) as completed_count,
        coalesce(
            cast(sum(unit_counts.on_time_count) as integer), 0
        ) as on_time_count,
        coalesce(
            cast(sum(unit_counts.done_count) as integer), 0
        ) as done_count,
        coalesce(
            cast(sum(unit_counts.done_late_count) as integer), 0
        ) as done_late_count,
        coalesce(
            cast(sum(unit_counts.incomplete_count) as integer), 0
        ) as incomplete_count,
        coalesce(
            cast(sum(unit_counts.needs_review_count) as integer), 0
        ) as needs_review_count,
        coalesce(
            cast(sum(unit_counts.overdue_count) as integer), 0
        ) as overdue_count,
        coalesce(
            cast(sum(unit_counts.due_soon_count) as integer), 0
        ) as due_soon_count,
        coalesce(
            cast(sum(unit_counts.not_due_count) as integer), 0
        ) as not_due_count,
        coalesce(
            cast(sum(unit_counts.exempt_count) as integer), 0
        ) as exempt_count,
        coalesce(
            cast(sum(unit_counts.past_due_count) as integer), 0
        ) as past_due_count
    from intermediate.unit_counts
    inner join intermediate.day_units
        on day_units.unit_id = unit_counts.unit_id
    left join reporting_units
        on reporting_units.unit_id = unit_counts.unit_id
    where unit_counts.obligation_count > 0
        or (
            coalesce(day_units.active_from_on, unit_counts.as_of)
            <= unit_counts.as_of
            and coalesce(day_units.active_until_on, unit_counts.as_of + 1)
            > unit_counts.as_of
        )
),

before as (
    select
        coalesce(
            cast(sum(unit_stretches.expected_count) as integer), 0
        ) as expected_count_before,
        coalesce(
            cast(sum(unit_stretches.completed_count) as integer), 0
        ) as completed_count_before,
        coalesce(
            cast(sum(unit_stretches.on_time_count) as integer), 0
        ) as on_time_count_before,
        coalesce(
            cast(sum(unit_stretches.overdue_count) as integer), 0
        ) as overdue_count_before
    from intermediate.clock
    inner join intermediate.unit_stretches
        on unit_stretches.from_on <= clock.as_of - 7
        and unit_stretches.until_on > clock.as_of - 7
),

due_this_week as (
    select count(*) as due_this_week_count
    from intermediate.day_statuses
    where day_statuses.due_on between day_statuses.as_of and day_statuses.as_of + 7
        and day_statuses.status not in ('exempt', 'not_applicable')
),

returns as (
    select
        count(*) as upload_count,
        max(uploads.report_on) as last_report_on
    from intermediate.clock
    inner join staging.uploads
        on uploads.report_on <= clock.as_of
        and uploads.is_active = 1
)

select
    clock.as_of,
    plan.plan_title,
    plan.starts_on,
    plan.ends_on,
    totals.unit_count,
    totals.overdue_unit_count,
    totals.silent_unit_count,
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
        / nullif(totals.expected_count, 0) as on_time_ratio,
    before.expected_count_before,
    before.completed_count_before,
    before.on_time_count_before,
    before.overdue_count_before,
    due_this_week.due_this_week_count,
    returns.upload_count,
    returns.last_report_on,
    build.ledger_number,
    build.built_at
from intermediate.clock
cross join plan.plan
cross join totals
cross join before
cross join due_this_week
cross join returns
cross join raw.build
