-- One row per requirement and group of units that owe it, of the groups asked for: how many of how many are done.
select
    cells.group_name,
    cells.requirement_id,
    cells.requirement_title,
    cells.requirement_title_en,
    cells.obligation_count,
    cells.done_count + cells.done_late_count as complete_count,
    cells.overdue_count
from marts.group_requirements as cells
where cells.group_kind = $grouping
    and cells.group_name in (select unnest($group_names))
order by cells.requirement_order
