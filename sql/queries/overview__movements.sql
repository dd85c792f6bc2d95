-- One row per status that obligations have come to since seven days before: how many, and in how many units.
select
    movements.direction,
    movements.status,
    min(movements.status_order) as status_order,
    count(*) as movement_count,
    count(distinct movements.unit_id) as unit_count
from marts.movements as movements
where movements.status not in ('not_applicable', 'not_due')
group by movements.direction, movements.status
order by movements.direction desc, status_order
