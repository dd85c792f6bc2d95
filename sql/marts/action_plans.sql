-- One row per action plan: how its milestones stand on the day.
-- 每行：一个行动计划的里程碑在“截至”日的状况。
select
    clock.as_of,
    actions.action_id,
    actions.action_order,
    actions.action_title,
    actions.action_title_en,
    actions.clause_id,
    action_stretches.milestone_count,
    action_stretches.done_count,
    action_stretches.done_late_count,
    action_stretches.on_track_count,
    action_stretches.behind_count,
    action_stretches.overdue_count,
    action_stretches.stale_count,
    action_stretches.no_report_count,
    action_stretches.completion_ratio,
    action_stretches.expected_ratio,
    action_stretches.last_counted_on,
    action_stretches.status_order,
    action_stretches.status
from intermediate.clock
inner join intermediate.action_stretches
    on action_stretches.from_on <= clock.as_of
    and action_stretches.until_on > clock.as_of
inner join plan.actions
    on actions.action_id = action_stretches.action_id
