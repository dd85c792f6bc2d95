-- One row per unit and stretch of days on which its counts, its row of the roster and its silence stay the same.
-- 每行：一个单位各状态计数、名册信息及是否久未上报均不变的一段日子。
-- Table, sorted by unit_id, from_on.
with returns as (
    select distinct
        evidence_rows.unit_id,
        evidence_rows.report_on
    from staging.evidence_rows
    where evidence_rows.sheet not in ('units', 'branches', 'waivers')
),

turns as (
    select
        obligation_statuses.unit_id,
        obligation_statuses.from_on as turned_on,
        cast(null as date) as report_on
    from intermediate.obligation_statuses
    where obligation_statuses.duty = 'owed'

    union all

    select
        roster_turns.unit_id,
        roster_turns.turned_on,
        cast(null as date) as report_on
    from (
        select
            unit_versions.unit_id,
            case turning.turn
                when 'recorded' then unit_versions.recorded_on
                when 'superseded' then unit_versions.superseded_on
                when 'active' then unit_versions.active_from_on
                else unit_versions.active_until_on
            end as turned_on
        from intermediate.unit_versions
        cross join (
            values ('recorded'), ('superseded'), ('active'), ('closed')
        ) as turning(turn)
    ) as roster_turns
    where roster_turns.turned_on < cast('9999-12-31' as date)

    union all

    select
        returns.unit_id,
        returns.report_on as turned_on,
        returns.report_on
    from returns

    union all

    select
        returns.unit_id,
        returns.report_on + rhythm.silent_days as turned_on,
        cast(null as date) as report_on
    from returns
    cross join intermediate.rhythm
),

turning_days as (
    select
        turns.unit_id,
        turns.turned_on,
        max(turns.report_on) as report_on
    from turns
    group by
        turns.unit_id,
        turns.turned_on
),

stretches as (
    select
        turning_days.unit_id,
        turning_days.turned_on as from_on,
        coalesce(
            lead(turning_days.turned_on) over (
                partition by turning_days.unit_id
                order by turning_days.turned_on
            ),
            cast('9999-12-31' as date)
        ) as until_on,
        max(turning_days.report_on) over (
            partition by turning_days.unit_id
            order by turning_days.turned_on
            rows between unbounded preceding and current row
        ) as last_report_on
    from turning_days
),

counted as (
    select
        stretches.unit_id,
        stretches.from_on,
        stretches.until_on,
        stretches.last_report_on,
        min(obligation_statuses.due_on) filter (
            where obligation_statuses.status in ('due_soon', 'not_due')
        ) as next_due_on,
        count(obligation_statuses.obligation_id) as row_count,
        count(*) filter (
            where obligation_statuses.status <> 'not_applicable'
        ) as obligation_count,
        count(*) filter (
            where obligation_statuses.is_expected = 1
        ) as expected_count,
        count(*) filter (
            where obligation_statuses.is_expected = 1
                and obligation_statuses.status in ('done', 'done_late')
        ) as completed_count,
        count(*) filter (
            where obligation_statuses.is_expected = 1
                and obligation_statuses.status = 'done'
        ) as on_time_count,
        count(*) filter (
            where obligation_statuses.is_expected_original = 1
        ) as expected_original_count,
        count(*) filter (
            where obligation_statuses.is_expected_original = 1
                and obligation_statuses.is_complete = 1
        ) as completed_original_count,
        count(*) filter (
            where obligation_statuses.is_expected_original = 1
                and obligation_statuses.is_punctual_original = 1
        ) as on_time_original_count,
        count(*) filter (
            where obligation_statuses.is_expected_extended = 1
        ) as expected_extended_count,
        count(*) filter (
            where obligation_statuses.is_expected_extended = 1
                and obligation_statuses.is_complete = 1
        ) as completed_extended_count,
        count(*) filter (
            where obligation_statuses.is_expected_extended = 1
                and obligation_statuses.is_punctual_extended = 1
        ) as on_time_extended_count,
        count(*) filter (
            where obligation_statuses.status = 'done'
        ) as done_count,
        count(*) filter (
            where obligation_statuses.status = 'done_late'
        ) as done_late_count,
        count(*) filter (
            where obligation_statuses.status = 'incomplete'
        ) as incomplete_count,
        count(*) filter (
            where obligation_statuses.status = 'needs_review'
        ) as needs_review_count,
        count(*) filter (
            where obligation_statuses.status = 'overdue'
        ) as overdue_count,
        count(*) filter (
            where obligation_statuses.status = 'due_soon'
        ) as due_soon_count,
        count(*) filter (
            where obligation_statuses.status = 'not_due'
        ) as not_due_count,
        count(*) filter (
            where obligation_statuses.status = 'exempt'
        ) as exempt_count,
        count(*) filter (
            where obligation_statuses.is_past_due = 1
        ) as past_due_count
    from stretches
    left join intermediate.obligation_statuses
        on obligation_statuses.unit_id = stretches.unit_id
        and obligation_statuses.from_on <= stretches.from_on
        and obligation_statuses.until_on > stretches.from_on
        and obligation_statuses.duty = 'owed'
    group by
        stretches.unit_id,
        stretches.from_on,
        stretches.until_on,
        stretches.last_report_on
)

select
    counted.unit_id,
    counted.from_on,
    counted.until_on,
    unit_versions.unit_name,
    unit_versions.unit_class,
    unit_versions.guidance_group,
    case when unit_versions.unit_id is null then 0 else 1 end as is_on_roster,
    -- A unit counts as one of the campaign while it owes something, or is active; whom nothing is asked of never does.
    case
        when unit_versions.unit_id is null then 0
        when counted.row_count = 0 then 0
        when counted.obligation_count > 0 then 1
        when unit_versions.active_from_on > counted.from_on then 0
        when unit_versions.active_until_on <= counted.from_on then 0
        else 1
    end as is_counted,
    case
        when counted.last_report_on > counted.from_on - rhythm.silent_days then 0
        else 1
    end as is_silent,
    counted.last_report_on,
    counted.next_due_on,
    cast(counted.obligation_count as integer) as obligation_count,
    cast(counted.expected_count as integer) as expected_count,
    cast(counted.completed_count as integer) as completed_count,
    cast(counted.on_time_count as integer) as on_time_count,
    cast(counted.expected_original_count as integer) as expected_original_count,
    cast(counted.completed_original_count as integer) as completed_original_count,
    cast(counted.on_time_original_count as integer) as on_time_original_count,
    cast(counted.expected_extended_count as integer) as expected_extended_count,
    cast(counted.completed_extended_count as integer) as completed_extended_count,
    cast(counted.on_time_extended_count as integer) as on_time_extended_count,
    cast(counted.done_count as integer) as done_count,
    cast(counted.done_late_count as integer) as done_late_count,
    cast(counted.incomplete_count as integer) as incomplete_count,
    cast(counted.needs_review_count as integer) as needs_review_count,
    cast(counted.overdue_count as integer) as overdue_count,
    cast(counted.due_soon_count as integer) as due_soon_count,
    cast(counted.not_due_count as integer) as not_due_count,
    cast(counted.exempt_count as integer) as exempt_count,
    cast(counted.past_due_count as integer) as past_due_count
from counted
cross join intermediate.rhythm
left join intermediate.unit_versions
    on unit_versions.unit_id = counted.unit_id
    and unit_versions.recorded_on <= counted.from_on
    and unit_versions.superseded_on > counted.from_on
where counted.row_count > 0
    or unit_versions.unit_id is not null
