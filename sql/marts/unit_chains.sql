-- One row per unit and chain: the step at which it stands, and for how many days.
-- 每行：一个单位在一条工作链条上停在哪一步、停了几天。
select
    unit_steps.as_of,
    unit_steps.chain_id,
    unit_steps.unit_id,
    unit_steps.unit_name,
    unit_steps.unit_class,
    unit_steps.guidance_group,
    cast(count(*) as integer) as step_count,
    cast(sum(unit_steps.is_over) as integer) as over_count,
    unit_steps.stuck_number,
    max(unit_steps.requirement_id) filter (
        where unit_steps.step_number = unit_steps.stuck_number
    ) as stuck_requirement_id,
    max(unit_steps.status) filter (
        where unit_steps.step_number = unit_steps.stuck_number
    ) as stuck_status,
    max(unit_steps.status_order) filter (
        where unit_steps.step_number = unit_steps.stuck_number
    ) as stuck_status_order,
    max(unit_steps.due_on) filter (
        where unit_steps.step_number = unit_steps.stuck_number
    ) as stuck_due_on,
    unit_steps.stuck_since_on,
    case
        when unit_steps.stuck_since_on is null then cast(null as integer)
        else cast(
            greatest(
                date_diff('day', unit_steps.stuck_since_on, unit_steps.as_of),
                0
            ) as integer
        )
    end as stuck_days
from marts.unit_steps
group by
    unit_steps.as_of,
    unit_steps.chain_id,
    unit_steps.unit_id,
    unit_steps.unit_name,
    unit_steps.unit_class,
    unit_steps.guidance_group,
    unit_steps.stuck_number,
    unit_steps.stuck_since_on
