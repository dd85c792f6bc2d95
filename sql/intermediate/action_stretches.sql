-- One row per action plan and stretch of days on which its milestones stand the same.
-- 每行：一个行动计划的各里程碑状况均不变的一段日子。
-- Table, sorted by from_on, action_id.
-- Shares are averages of the milestones that stand at the top, dated ones where there are any; parts speak through them.
with turning_days as (
    select distinct
        milestone_standings.action_id,
        milestone_standings.from_on
    from intermediate.milestone_standings
),

stretches as (
    select
        turning_days.action_id,
        turning_days.from_on,
        coalesce(
            lead(turning_days.from_on) over (
                partition by turning_days.action_id
                order by turning_days.from_on
            ),
            cast('9999-12-31' as date)
        ) as until_on
    from turning_days
),

counted as (
    select
        stretches.action_id,
        stretches.from_on,
        stretches.until_on,
        cast(count(*) as integer) as milestone_count,
        cast(count(*) filter (
            where milestones.status = 'done'
        ) as integer) as done_count,
        cast(count(*) filter (
            where milestones.status = 'done_late'
        ) as integer) as done_late_count,
        cast(count(*) filter (
            where milestones.status = 'on_track'
        ) as integer) as on_track_count,
        cast(count(*) filter (
            where milestones.status = 'behind'
        ) as integer) as behind_count,
        cast(count(*) filter (
            where milestones.status = 'overdue'
        ) as integer) as overdue_count,
        cast(count(*) filter (
            where milestones.status = 'stale'
        ) as integer) as stale_count,
        cast(count(*) filter (
            where milestones.status = 'no_report'
        ) as integer) as no_report_count,
        avg(
            case
                when milestones.target_kind in ('number', 'all')
                    then coalesce(milestones.completion_ratio, 0)
                else milestones.completion_ratio
            end
        ) filter (
            where milestones.parent_id is null
                and milestones.status <> 'not_applicable'
        ) as share_of_all,
        -- Set against what should be done by now, only what has a day counts.
        avg(coalesce(milestones.completion_ratio, 0)) filter (
            where milestones.parent_id is null
                and milestones.expected_ratio is not null
        ) as share_of_dated,
        avg(milestones.expected_ratio) filter (
            where milestones.parent_id is null
        ) as expected_ratio,
        max(milestones.last_counted_on) as last_counted_on,
        min(milestones.status_order) as worst_status_order
    from stretches
    inner join intermediate.milestone_standings as milestones
        on milestones.action_id = stretches.action_id
        and milestones.from_on <= stretches.from_on
        and milestones.until_on > stretches.from_on
    group by
        stretches.action_id,
        stretches.from_on,
        stretches.until_on
)

select
    counted.action_id,
    counted.from_on,
    counted.until_on,
    counted.milestone_count,
    counted.done_count,
    counted.done_late_count,
    counted.on_track_count,
    counted.behind_count,
    counted.overdue_count,
    counted.stale_count,
    counted.no_report_count,
    coalesce(counted.share_of_dated, counted.share_of_all) as completion_ratio,
    counted.expected_ratio,
    counted.last_counted_on,
    counted.worst_status_order as status_order,
    case counted.worst_status_order
        when 1 then 'overdue'
        when 2 then 'behind'
        when 3 then 'stale'
        when 4 then 'no_report'
        when 5 then 'done_late'
        when 6 then 'on_track'
        when 7 then 'done'
        else 'not_applicable'
    end as status
from counted
