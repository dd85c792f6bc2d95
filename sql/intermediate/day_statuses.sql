-- One row per owed obligation: its status on the day that the clock shows.
-- 每行：一项应办事项在“截至”日的状态。
select
    clock.as_of,
    obligation_statuses.obligation_id,
    obligation_statuses.requirement_id,
    obligation_statuses.unit_id,
    obligation_statuses.bearer_id,
    obligation_statuses.moment_on,
    obligation_statuses.due_on,
    obligation_statuses.status,
    obligation_statuses.status_order,
    obligation_statuses.done_on,
    obligation_statuses.is_past_due,
    obligation_statuses.is_expected,
    obligation_statuses.is_expected_original,
    obligation_statuses.is_expected_extended,
    obligation_statuses.is_complete,
    obligation_statuses.is_punctual_original,
    obligation_statuses.is_punctual_extended
from intermediate.clock
inner join intermediate.obligation_statuses
    on obligation_statuses.from_on <= clock.as_of
    and obligation_statuses.until_on > clock.as_of
where obligation_statuses.duty = 'owed'
