-- One row per unit and requirement that it owes, of one group or of all: its worst light, the worst unit first.
-- Which units are the worst is known before any of their obligations is looked at.
with worst as (
    select
        units.unit_id,
        units.unit_name,
        if($grouping = 'unit_class', units.unit_class, units.guidance_group) as group_name,
        row_number() over (
            order by units.overdue_count desc, units.incomplete_count desc, units.unit_id
        ) as place
    from marts.unit_lights as units
    where units.obligation_count > 0
        and (
            $group_name is null
            or if($grouping = 'unit_class', units.unit_class, units.guidance_group) = $group_name
        )
    order by place
    limit $unit_limit
)

select
    worst.place,
    worst.unit_id,
    worst.unit_name,
    worst.group_name,
    lights.requirement_id,
    arg_min(lights.status, lights.status_order) as worst_status,
    min(lights.due_on) as due_on,
    count(*) as obligation_count,
    count(*) filter (where lights.status in ('done', 'done_late')) as complete_count
from worst
inner join marts.obligation_lights as lights
    on lights.unit_id = worst.unit_id
group by all
order by worst.place
