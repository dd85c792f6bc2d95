-- One row: how the campaign stands on the day, and how it stood seven days before.
-- 仅一行:活动在“截至”日的总体状况,并附七天前的数。
with totals as (
    select
        count(*) as unit_count,
        count(*) filter (where units.overdue_count > 0) as overdue_unit_count,
        count(*) filter (
            where units.last_report_on is null
                or units.last_report_on < units.as_of - 6
        ) as silent_unit_count,
        cast(sum(units.obligation_count) as integer) as obligation_count,
        cast(sum(units.expected_count) as integer) as expected_count,
        cast(sum(units.completed_count) as integer) as completed_count,
        cast(sum(units.on_time_count) as integer) as on_time_count,
        cast(sum(units.done_count) as integer) as done_count,
        cast(sum(units.done_late_count) as integer) as done_late_count,
        cast(sum(units.incomplete_count) as integer) as incomplete_count,
        cast(sum(units.needs_review_count) as integer) as needs_review_count,
        cast(sum(units.overdue_count) as integer) as overdue_count,
        cast(sum(units.due_soon_count) as integer) as due_soon_count,
        cast(sum(units.not_due_count) as integer) as not_due_count,
        cast(sum(units.exempt_count) as integer) as exempt_count,
        cast(sum(units.past_due_count) as integer) as past_due_count
    from marts.units
    where units.active_until_on is null
        or units.active_until_on > units.as_of
        or units.expected_count > 0
),

before as (
    select
        count(*) filter (
            where week_ago_statuses.is_expected = 1
        ) as expected_count_before,
        count(*) filter (
            where week_ago_statuses.is_expected = 1
                and week_ago_statuses.status in ('done', 'done_late')
        ) as completed_count_before,
        count(*) filter (
            where week_ago_statuses.is_expected = 1
                and week_ago_statuses.status = 'done'
        ) as on_time_count_before,
        count(*) filter (
            where week_ago_statuses.status = 'overdue'
        ) as overdue_count_before
    from intermediate.week_ago_statuses
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
