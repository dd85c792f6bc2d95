-- One row per group of units and requirement that its units owe: how many of how many are done.
select
    if($grouping = 'unit_class', cells.unit_class, cells.guidance_group) as group_name,
    cells.requirement_id,
    cells.requirement_order,
    cells.requirement_title,
    cells.requirement_title_en,
    min(cells.worst_status_order) as worst_status_order,
    sum(cells.obligation_count) as obligation_count,
    sum(cells.done_count + cells.done_late_count) as complete_count,
    sum(cells.overdue_count) as overdue_count
from marts.unit_requirements as cells
group by all
order by cells.requirement_order
