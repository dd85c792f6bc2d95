-- One row per stretch of days on which all figures of the whole campaign stay the same, and how it stood seven days before.
-- 每行：全局各项数字均不变的一段日子，并附七天前的数。
-- Table, sorted by from_on.
with campaign as (
    select group_stretches.*
    from intermediate.group_stretches
    where group_stretches.group_kind = 'campaign'
),

uploaded as (
    select
        uploads.report_on,
        count(*) as upload_count
    from staging.uploads
    where uploads.is_active = 1
    group by uploads.report_on
),

dues as (
    select distinct deadline_stretches.due_on
    from intermediate.deadline_stretches
    where deadline_stretches.due_on is not null
),

-- Before anything is recorded there is a campaign too.
turning_days as (
    select cast('0001-01-01' as date) as from_on
    union
    select campaign.from_on
    from campaign
    union
    select campaign.from_on + 7 as from_on
    from campaign
    union
    select uploaded.report_on as from_on
    from uploaded
    union
    select deadline_stretches.from_on
    from intermediate.deadline_stretches
    union
    select dues.due_on - 7 as from_on
    from dues
    union
    select dues.due_on + 1 as from_on
    from dues
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

due_this_week as (
    select
        stretches.from_on,
        sum(
            deadline_stretches.obligation_count - deadline_stretches.exempt_count
        ) as due_this_week_count
    from stretches
    inner join intermediate.deadline_stretches
        on deadline_stretches.from_on <= stretches.from_on
        and deadline_stretches.until_on > stretches.from_on
        and deadline_stretches.due_on >= stretches.from_on
        and deadline_stretches.due_on <= stretches.from_on + 7
    group by stretches.from_on
),

returns as (
    select
        stretches.from_on,
        sum(uploaded.upload_count) as upload_count,
        max(uploaded.report_on) as last_report_on
    from stretches
    inner join uploaded
        on uploaded.report_on <= stretches.from_on
    group by stretches.from_on
),

counted as (
    select
        stretches.from_on,
        stretches.until_on,
        coalesce(totals.unit_count, 0) as unit_count,
        coalesce(totals.overdue_unit_count, 0) as overdue_unit_count,
        coalesce(totals.silent_unit_count, 0) as silent_unit_count,
        coalesce(totals.obligation_count, 0) as obligation_count,
        coalesce(totals.expected_count, 0) as expected_count,
        coalesce(totals.completed_count, 0) as completed_count,
        coalesce(totals.on_time_count, 0) as on_time_count,
        coalesce(totals.expected_original_count, 0) as expected_original_count,
        coalesce(totals.completed_original_count, 0) as completed_original_count,
        coalesce(totals.on_time_original_count, 0) as on_time_original_count,
        coalesce(totals.expected_extended_count, 0) as expected_extended_count,
        coalesce(totals.completed_extended_count, 0) as completed_extended_count,
        coalesce(totals.on_time_extended_count, 0) as on_time_extended_count,
        coalesce(totals.done_count, 0) as done_count,
        coalesce(totals.done_late_count, 0) as done_late_count,
        coalesce(totals.incomplete_count, 0) as incomplete_count,
        coalesce(totals.needs_review_count, 0) as needs_review_count,
        coalesce(totals.overdue_count, 0) as overdue_count,
        coalesce(totals.due_soon_count, 0) as due_soon_count,
        coalesce(totals.not_due_count, 0) as not_due_count,
        coalesce(totals.exempt_count, 0) as exempt_count,
        coalesce(totals.past_due_count, 0) as past_due_count,
        coalesce(week_ago.expected_count, 0) as expected_count_before,
        coalesce(week_ago.completed_count, 0) as completed_count_before,
        coalesce(week_ago.on_time_count, 0) as on_time_count_before,
        coalesce(week_ago.overdue_count, 0) as overdue_count_before,
        cast(coalesce(due_this_week.due_this_week_count, 0) as integer)
            as due_this_week_count,
        cast(coalesce(returns.upload_count, 0) as integer) as upload_count,
        returns.last_report_on
    from stretches
    left join campaign as totals
        on totals.from_on <= stretches.from_on
        and totals.until_on > stretches.from_on
    left join campaign as week_ago
        on week_ago.from_on <= stretches.from_on - 7
        and week_ago.until_on > stretches.from_on - 7
    left join due_this_week
        on due_this_week.from_on = stretches.from_on
    left join returns
        on returns.from_on = stretches.from_on
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
        / nullif(counted.expected_extended_count, 0) as on_time_extended_ratio,
    plan.plan_title,
    plan.plan_title_en,
    plan.starts_on,
    plan.ends_on,
    rhythm.silent_days,
    build.ledger_number,
    build.built_at
from counted
cross join plan.plan
cross join intermediate.rhythm
cross join raw.build
