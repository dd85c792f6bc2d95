-- One row per owed obligation that applies on the day: its status and nothing else, so that many are counted quickly.
-- 每行：“截至”日适用的一项应办事项：仅有状态，便于快速计数。
select
    day_statuses.as_of,
    day_statuses.obligation_id,
    day_statuses.unit_id,
    day_statuses.requirement_id,
    day_statuses.bearer_id,
    day_statuses.due_on,
    day_statuses.status,
    day_statuses.status_order
from intermediate.day_statuses
where day_statuses.status <> 'not_applicable'
