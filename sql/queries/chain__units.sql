-- One row per unit on the chain chosen: where it stands and for how many days, longest first, and the light of every step.
-- $step is a requirement, or null for the chain as a whole; $taken is stuck, passed, over or all.
with owed as materialized (
    select unit_steps.*
    from marts.unit_steps
    where
        unit_steps.chain_id = $chain_id
        and ($unit_class is null or unit_steps.unit_class = $unit_class)
        and ($guidance_group is null or unit_steps.guidance_group = $guidance_group)
),

chain as (
    select
        steps.step_number,
        steps.requirement_id,
        steps.requirement_title,
        steps.requirement_title_en
    from reference.steps
    where steps.chain_id = $chain_id
),

counted as (
    select
        owed.unit_id,
        any_value(owed.as_of) as as_of,
        any_value(owed.unit_name) as unit_name,
        any_value(owed.unit_class) as unit_class,
        any_value(owed.guidance_group) as guidance_group,
        any_value(owed.stuck_number) as stuck_number,
        any_value(owed.stuck_since_on) as stuck_since_on,
        count(*) as step_count,
        sum(owed.is_over) as over_count
    from owed
    group by owed.unit_id
),

standing as (
    select
        counted.*,
        date_diff('day', counted.stuck_since_on, counted.as_of) as stuck_days,
        chain.requirement_id as stuck_requirement_id,
        chain.requirement_title as stuck_title,
        chain.requirement_title_en as stuck_title_en,
        stuck.status as stuck_status,
        stuck.status_order as stuck_status_order,
        stuck.due_on as stuck_due_on,
        asked.step_number as asked_number,
        asked.is_over as asked_is_over
    from counted
    left join owed as stuck
        on stuck.unit_id = counted.unit_id
        and stuck.step_number = counted.stuck_number
    left join chain
        on chain.step_number = counted.stuck_number
    left join owed as asked
        on asked.unit_id = counted.unit_id
        and asked.requirement_id = $step
),

found as (
    select standing.*
    from standing
    where
        ($step is null or standing.asked_number is not null)
        and case $taken
            when 'stuck'
                then if($step is null, standing.stuck_number is not null, standing.stuck_number = standing.asked_number)
            when 'passed' then standing.stuck_number is null or standing.stuck_number > standing.asked_number
            when 'over' then if($step is null, standing.stuck_number is null, standing.asked_is_over = 1)
            else true
        end
),

-- What the unit does not owe stands as such in its place.
lights as (
    select
        found.unit_id,
        list(coalesce(owed.status, 'not_applicable') order by chain.step_number) as step_statuses
    from found
    cross join chain
    left join owed
        on owed.unit_id = found.unit_id
        and owed.step_number = chain.step_number
    group by found.unit_id
)

select
    found.unit_id,
    found.unit_name,
    found.unit_class,
    found.guidance_group,
    found.step_count,
    found.over_count,
    found.stuck_number,
    found.stuck_requirement_id,
    found.stuck_title,
    found.stuck_title_en,
    found.stuck_status,
    found.stuck_due_on,
    found.stuck_since_on,
    found.stuck_days,
    lights.step_statuses
from found
inner join lights
    on lights.unit_id = found.unit_id
order by found.stuck_days desc nulls last, found.stuck_status_order, found.unit_id
