-- One row per class of units: how its obligations moved in the last seven days.
-- Name: 一周变化 | Week-over-week change
-- Note: 近七天状态变好与变差的事项数，按单位类别。 | Obligations that moved to a better or a worse status in seven days, by class.
select
    movements.unit_class,
    count(*) filter (where movements.direction = 'better') as better_count,
    count(*) filter (where movements.direction = 'worse') as worse_count,
    count(*) filter (where movements.status = 'overdue') as newly_overdue_count,
    count(*) filter (where movements.status in ('done', 'done_late')) as newly_done_count,
    count(distinct movements.unit_id) as unit_count
from marts.movements as movements
group by movements.unit_class
order by worse_count desc, movements.unit_class
