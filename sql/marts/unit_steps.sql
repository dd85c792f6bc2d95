-- One row per unit and step of a chain that it owes: how the step stands on the day, and at which step of the chain the unit stands.
-- 每行：一个单位在工作链条上的一步及其在“截至”日的状况，并附该单位停在哪一步、自何日起。
with owed as (
    select
        day_statuses.as_of,
        day_statuses.requirement_id,
        day_statuses.unit_id,
        day_statuses.status,
        day_statuses.status_order,
        day_statuses.due_on,
        day_statuses.done_on,
        case
            when day_statuses.status in ('done', 'done_late', 'exempt') then 1
            else 0
        end as is_over
    from intermediate.day_statuses
    where day_statuses.status <> 'not_applicable'
),

counted as (
    select
        owed.requirement_id,
        owed.unit_id,
        min(owed.as_of) as as_of,
        count(*) as obligation_count,
        sum(
            case when owed.status in ('done', 'done_late') then 1 else 0 end
        ) as completed_count,
        min(owed.is_over) as is_over,
        min(owed.status_order) as status_order,
        -- Of what is open the first deadline counts, of what is over the last.
        coalesce(
            min(case when owed.is_over = 0 then owed.due_on else cast(null as date) end),
            max(owed.due_on)
        ) as due_on,
        case
            when min(owed.is_over) = 1 then max(owed.done_on)
            else cast(null as date)
        end as done_on
    from owed
    group by
        owed.requirement_id,
        owed.unit_id
),

placed as (
    select
        steps.chain_id,
        steps.step_number,
        counted.*
    from counted
    inner join reference.steps
        on steps.requirement_id = counted.requirement_id
),

-- A unit stands at the first step that is not over, whatever it did of later ones.
stuck as (
    select
        placed.chain_id,
        placed.unit_id,
        min(
            case
                when placed.is_over = 0 then placed.step_number
                else cast(null as integer)
            end
        ) as stuck_number
    from placed
    group by
        placed.chain_id,
        placed.unit_id
),

moved as (
    select
        stuck.chain_id,
        stuck.unit_id,
        stuck.stuck_number,
        max(
            case
                when placed.step_number < stuck.stuck_number then placed.done_on
                else cast(null as date)
            end
        ) as moved_on
    from placed
    inner join stuck
        on stuck.chain_id = placed.chain_id
        and stuck.unit_id = placed.unit_id
    group by
        stuck.chain_id,
        stuck.unit_id,
        stuck.stuck_number
),

since as (
    select
        placed.*,
        moved.stuck_number,
        moved.moved_on
    from placed
    inner join moved
        on moved.chain_id = placed.chain_id
        and moved.unit_id = placed.unit_id
)

select
    since.as_of,
    since.chain_id,
    since.step_number,
    since.requirement_id,
    since.unit_id,
    day_units.unit_name,
    day_units.unit_class,
    day_units.guidance_group,
    cast(since.obligation_count as integer) as obligation_count,
    cast(since.completed_count as integer) as completed_count,
    since.is_over,
    case since.status_order
        when 1 then 'overdue'
        when 2 then 'incomplete'
        when 3 then 'needs_review'
        when 4 then 'due_soon'
        when 5 then 'done_late'
        when 6 then 'not_due'
        when 7 then 'done'
        else 'exempt'
    end as status,
    since.status_order,
    since.due_on,
    since.done_on,
    since.stuck_number,
    case
        when since.stuck_number is null then cast(null as date)
        else coalesce(
            since.moved_on,
            greatest(plan.starts_on, day_units.active_from_on),
            plan.starts_on
        )
    end as stuck_since_on
from since
cross join plan.plan
left join intermediate.day_units
    on day_units.unit_id = since.unit_id
