-- One row per unit and requirement that it owes, of one group or of all: its worst light, the worst unit first.
with troubles as (
    select
        cells.unit_id,
        cells.unit_name,
        if($grouping = 'unit_class', cells.unit_class, cells.guidance_group) as group_name,
        cells.requirement_id,
        cells.worst_status,
        cells.obligation_count,
        cells.done_count + cells.done_late_count as complete_count,
        sum(cells.overdue_count) over (partition by cells.unit_id) as overdue_count,
        sum(cells.incomplete_count) over (partition by cells.unit_id) as incomplete_count
    from marts.unit_requirements as cells
    where $group_name is null or if($grouping = 'unit_class', cells.unit_class, cells.guidance_group) = $group_name
),

ranked as (
    select
        troubles.*,
        dense_rank() over (
            order by troubles.overdue_count desc, troubles.incomplete_count desc, troubles.unit_id
        ) as place
    from troubles
)

select
    ranked.place,
    ranked.unit_id,
    ranked.unit_name,
    ranked.group_name,
    ranked.requirement_id,
    ranked.worst_status,
    ranked.obligation_count,
    ranked.complete_count
from ranked
where ranked.place <= $unit_limit
order by ranked.place
