-- One row per step of the chain chosen: how many units owe it, have come through it and all before it, have done it, stand at it.
select
    steps.step_number,
    steps.requirement_id,
    steps.requirement_title,
    steps.requirement_title_en,
    count(unit_steps.unit_id) as owed_count,
    count(*) filter (where unit_steps.is_over = 1) as over_count,
    count(*) filter (
        where unit_steps.stuck_number > unit_steps.step_number
            or (unit_steps.unit_id is not null and unit_steps.stuck_number is null)
    ) as passed_count,
    count(*) filter (where unit_steps.stuck_number = unit_steps.step_number) as stuck_count,
    count(*) filter (
        where unit_steps.stuck_number = unit_steps.step_number and unit_steps.due_on < unit_steps.as_of
    ) as stuck_late_count,
    max(date_diff('day', unit_steps.stuck_since_on, unit_steps.as_of)) filter (
        where unit_steps.stuck_number = unit_steps.step_number
    ) as longest_days,
    passed_count / nullif(owed_count, 0) as passed_ratio
from reference.steps
left join marts.unit_steps
    on unit_steps.requirement_id = steps.requirement_id
    and ($unit_class is null or unit_steps.unit_class = $unit_class)
    and ($guidance_group is null or unit_steps.guidance_group = $guidance_group)
where steps.chain_id = $chain_id
group by all
order by steps.step_number
