-- One row per direction and status that obligations have come to since seven days before: how many, and of how many units.
-- 每行：与七天前相比变好或变差而到达的一种状态：应办事项数及单位数。
select
    clock.as_of,
    movement_stretches.direction,
    movement_stretches.status,
    movement_stretches.status_order,
    movement_stretches.movement_count,
    movement_stretches.unit_count
from intermediate.clock
inner join intermediate.movement_stretches
    on movement_stretches.from_on <= clock.as_of
    and movement_stretches.until_on > clock.as_of
