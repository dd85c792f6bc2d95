-- One row per status that occurs: how many owed obligations stand there on the day.
-- 每行:一种出现的状态及处于该状态的应办事项数。
select
    day_statuses.as_of,
    day_statuses.status,
    day_statuses.status_order,
    count(*) as obligation_count
from intermediate.day_statuses
group by
    day_statuses.as_of,
    day_statuses.status,
    day_statuses.status_order
