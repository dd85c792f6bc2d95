-- One row per group of units (a class, a guidance group) and owed requirement that applies to any of its units: how many are done on the day.
-- 每行：一组单位（一个单位类别或一个指导检查组）的一项适用要求：“截至”日的件数及已办件数。
select
    clock.as_of,
    group_cell_stretches.group_kind,
    group_cell_stretches.group_name,
    requirements.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    group_cell_stretches.obligation_count,
    group_cell_stretches.done_count,
    group_cell_stretches.done_late_count,
    group_cell_stretches.incomplete_count,
    group_cell_stretches.overdue_count
from intermediate.clock
inner join intermediate.group_cell_stretches
    on group_cell_stretches.from_on <= clock.as_of
    and group_cell_stretches.until_on > clock.as_of
inner join plan.requirements
    on requirements.requirement_id = group_cell_stretches.requirement_id
