-- One row per status that occurs: how many owed obligations stand there on the day.
-- 每行：一种出现的状态及处于该状态的应办事项数。
select
    day_counts.as_of,
    day_counts.status,
    day_counts.status_order,
    cast(sum(day_counts.obligation_count) as integer) as obligation_count
from intermediate.day_counts
group by
    day_counts.as_of,
    day_counts.status,
    day_counts.status_order
