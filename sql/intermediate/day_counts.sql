-- One row per owed requirement, due day and status that occurs on the day that the clock shows.
-- 每行：一项要求在某一时限下于“截至”日出现的一种状态及其应办事项数。
select
    clock.as_of,
    status_stretches.requirement_id,
    status_stretches.due_on,
    status_stretches.status,
    status_stretches.status_order,
    status_stretches.is_expected,
    status_stretches.is_past_due,
    status_stretches.obligation_count
from intermediate.clock
inner join intermediate.status_stretches
    on status_stretches.from_on <= clock.as_of
    and status_stretches.until_on > clock.as_of
