-- One row per action plan: how its milestones stand on the day.
-- 每行:一个行动计划的里程碑在“截至”日的状况。
-- Shares are averages of the milestones that stand at the top, dated ones where there are any; parts speak through them.
with counted as (
    select
        milestones.as_of,
        milestones.action_id,
        count(*) as milestone_count,
        sum(case when milestones.status = 'done' then 1 else 0 end) as done_count,
        sum(case when milestones.status = 'done_late' then 1 else 0 end) as done_late_count,
        sum(case when milestones.status = 'on_track' then 1 else 0 end) as on_track_count,
        sum(case when milestones.status = 'behind' then 1 else 0 end) as behind_count,
        sum(case when milestones.status = 'overdue' then 1 else 0 end) as overdue_count,
        sum(case when milestones.status = 'stale' then 1 else 0 end) as stale_count,
        sum(case when milestones.status = 'no_report' then 1 else 0 end) as no_report_count,
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
    from marts.milestones
    group by
        milestones.as_of,
        milestones.action_id
)

select
    counted.as_of,
    actions.action_id,
    actions.action_order,
    actions.action_title,
    actions.action_title_en,
    actions.clause_id,
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
inner join plan.actions
    on actions.action_id = counted.action_id
