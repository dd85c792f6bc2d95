-- One row per unit on the chain chosen: where it stands and for how many days, longest first, and the light of every step.
-- $step is a requirement, or null for the chain as a whole; $taken is stuck, passed, over or all.
with owed as (
    select
        unit_steps.*,
        steps.requirement_title,
        steps.requirement_title_en,
        steps.step_number = unit_steps.stuck_number as is_stuck,
        steps.requirement_id = $step as is_asked
    from marts.unit_steps
    inner join reference.steps
        on steps.requirement_id = unit_steps.requirement_id
    where
        unit_steps.chain_id = $chain_id
        and ($unit_class is null or unit_steps.unit_class = $unit_class)
        and ($guidance_group is null or unit_steps.guidance_group = $guidance_group)
),

standing as (
    select
        owed.unit_id,
        owed.unit_name,
        owed.unit_class,
        owed.guidance_group,
        owed.stuck_number,
        owed.stuck_since_on,
        date_diff('day', owed.stuck_since_on, owed.as_of) as stuck_days,
        count(*) as step_count,
        sum(owed.is_over) as over_count,
        any_value(owed.requirement_id) filter (where owed.is_stuck) as stuck_requirement_id,
        any_value(owed.requirement_title) filter (where owed.is_stuck) as stuck_title,
        any_value(owed.requirement_title_en) filter (where owed.is_stuck) as stuck_title_en,
        any_value(owed.status) filter (where owed.is_stuck) as stuck_status,
        any_value(owed.status_order) filter (where owed.is_stuck) as stuck_status_order,
        any_value(owed.due_on) filter (where owed.is_stuck) as stuck_due_on,
        any_value(owed.step_number) filter (where owed.is_asked) as asked_number,
        any_value(owed.is_over) filter (where owed.is_asked) as asked_is_over,
        map(list(owed.step_number), list(owed.status)) as statuses
    from owed
    group by all
)

select
    standing.unit_id,
    standing.unit_name,
    standing.unit_class,
    standing.guidance_group,
    standing.step_count,
    standing.over_count,
    standing.stuck_number,
    standing.stuck_requirement_id,
    standing.stuck_title,
    standing.stuck_title_en,
    standing.stuck_status,
    standing.stuck_due_on,
    standing.stuck_since_on,
    standing.stuck_days,
    -- What the unit does not owe stands as such in its place.
    list_transform(
        range(1, 1 + (select count(*) from reference.steps where steps.chain_id = $chain_id)),
        lambda number: coalesce(standing.statuses[number], 'not_applicable')
    ) as step_statuses
from standing
where
    ($step is null or standing.asked_number is not null)
    and case $taken
        when 'stuck' then if($step is null, standing.stuck_number is not null, standing.stuck_number = standing.asked_number)
        when 'passed' then standing.stuck_number is null or standing.stuck_number > standing.asked_number
        when 'over' then if($step is null, standing.stuck_number is null, standing.asked_is_over = 1)
        else true
    end
order by standing.stuck_days desc nulls last, standing.stuck_status_order, standing.unit_id
