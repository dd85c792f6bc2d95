-- One row per owed obligation: its status seven days before the day that the clock shows.
-- 每行：一项应办事项在“截至”日七天前的状态。
select
    clock.as_of - 7 as as_of,
    obligation_statuses.obligation_id,
    obligation_statuses.requirement_id,
    obligation_statuses.unit_id,
    obligation_statuses.bearer_id,
    obligation_statuses.status,
    obligation_statuses.status_order,
    obligation_statuses.is_expected
from intermediate.clock
inner join intermediate.obligation_statuses
    on obligation_statuses.from_on <= clock.as_of - 7
    and obligation_statuses.until_on > clock.as_of - 7
where obligation_statuses.duty = 'owed'
