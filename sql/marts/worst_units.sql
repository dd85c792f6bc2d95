-- One row per unit with something overdue or incomplete on the day, of the twenty worst: its place among them and its counts.
-- 每行：“截至”日问题最多的二十个单位之一：名次及件数。
select
    clock.as_of,
    worst_stretches.place,
    worst_stretches.unit_id,
    worst_stretches.unit_name,
    worst_stretches.unit_class,
    worst_stretches.guidance_group,
    worst_stretches.overdue_count,
    worst_stretches.incomplete_count,
    worst_stretches.needs_review_count,
    worst_stretches.completed_count,
    worst_stretches.expected_count,
    worst_stretches.completed_ratio
from intermediate.clock
inner join intermediate.worst_stretches
    on worst_stretches.from_on <= clock.as_of
    and worst_stretches.until_on > clock.as_of
