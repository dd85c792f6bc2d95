-- One row per milestone: how far it has come, how far it should have come, and its one status on the day.
-- 每行：一个里程碑的实际进展、应有进展及“截至”日的唯一状态。
select
    clock.as_of,
    milestone_standings.milestone_id,
    milestone_standings.milestone_order,
    milestone_standings.action_id,
    actions.action_order,
    actions.action_title,
    actions.action_title_en,
    milestone_standings.parent_id,
    milestone_standings.milestone_title,
    milestone_standings.milestone_title_en,
    milestone_standings.clause_id,
    milestone_standings.owners,
    milestone_standings.target,
    milestone_standings.target_kind,
    milestone_standings.target_number,
    milestone_standings.unit_of_measure,
    milestone_standings.starts_on,
    milestone_standings.due_phrase,
    milestone_standings.due_on,
    milestone_standings.completed_amount,
    milestone_standings.completion_ratio,
    milestone_standings.expected_ratio,
    milestone_standings.done_on,
    milestone_standings.last_counted_on,
    milestone_standings.stale_days,
    milestone_standings.object_count,
    milestone_standings.done_object_count,
    milestone_standings.status,
    milestone_standings.status_order
from intermediate.clock
inner join intermediate.milestone_standings
    on milestone_standings.from_on <= clock.as_of
    and milestone_standings.until_on > clock.as_of
inner join plan.actions
    on actions.action_id = milestone_standings.action_id
