-- One row per change of status since seven days before: how many obligations made it.
select
    movements.direction,
    movements.status_before,
    movements.status,
    min(movements.status_order) as status_order,
    count(*) as movement_count,
    count(distinct movements.unit_id) as unit_count
from marts.movements as movements
group by movements.direction, movements.status_before, movements.status
order by movements.direction desc, movement_count desc, status_order
