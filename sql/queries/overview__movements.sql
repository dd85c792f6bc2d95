-- One row per status that obligations have come to since seven days before: how many, and in how many units.
select
    movement_counts.direction,
    movement_counts.status,
    movement_counts.status_order,
    movement_counts.movement_count,
    movement_counts.unit_count
from marts.movement_counts as movement_counts
where movement_counts.status not in ('not_applicable', 'not_due')
order by movement_counts.direction desc, movement_counts.status_order
