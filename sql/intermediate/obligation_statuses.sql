-- One row per obligation and stretch of days on which it has one and the same status.
-- 每行：一项应办事项状态不变的一段日子。
-- Table, sorted by unit_id, requirement_id, bearer_id, from_on.
with passing_days as (
    select
        obligation_states.obligation_id,
        obligation_states.unit_id,
        obligation_states.moment_on,
        obligation_states.until_on,
        case turns.turn
            when 'soon' then obligation_states.due_on - 7
            when 'due' then obligation_states.due_on
            when 'past' then obligation_states.due_on + 1
            when 'original' then obligation_states.original_due_on
            when 'extended' then obligation_states.extended_due_on
            when 'active' then obligation_states.active_from_on
            else obligation_states.active_until_on
        end as from_on
    from intermediate.obligation_states
    cross join (
        values
            ('soon'),
            ('due'),
            ('past'),
            ('original'),
            ('extended'),
            ('active'),
            ('closed')
    ) as turns(turn)
),

-- Only the passing of these days can change a status while nothing new is recorded.
turning_days as (
    select
        obligation_states.obligation_id,
        obligation_states.unit_id,
        obligation_states.moment_on,
        obligation_states.moment_on as from_on
    from intermediate.obligation_states

    union

    select
        passing_days.obligation_id,
        passing_days.unit_id,
        passing_days.moment_on,
        passing_days.from_on
    from passing_days
    where passing_days.from_on > passing_days.moment_on
        and passing_days.from_on < passing_days.until_on
),

stretches as (
    select
        obligation_states.*,
        turning_days.from_on,
        coalesce(
            lead(turning_days.from_on) over (
                partition by
                    turning_days.unit_id,
                    turning_days.obligation_id,
                    turning_days.moment_on
                order by turning_days.from_on
            ),
            obligation_states.until_on
        ) as before_on
    from turning_days
    inner join intermediate.obligation_states
        on obligation_states.obligation_id = turning_days.obligation_id
        and obligation_states.unit_id = turning_days.unit_id
        and obligation_states.moment_on = turning_days.moment_on
),

living as (
    select
        stretches.*,
        case
            when stretches.is_applicable = 0 then 0
            when stretches.active_from_on > stretches.from_on then 0
            -- What fell due before there was such a unit was never its to do.
            when stretches.active_from_on > stretches.due_on then 0
            when stretches.active_until_on <= stretches.from_on
                and (
                    stretches.due_on is null
                    or stretches.due_on > stretches.active_until_on
                )
                then 0
            else 1
        end as is_owed,
        case
            when stretches.has_evidence = 1
                and stretches.failing_count = 0
                and stretches.awaiting_count = 0
                then 1
            else 0
        end as is_complete
    from stretches
),

judged as (
    select
        living.*,
        case
            when living.is_owed = 0 then 'not_applicable'
            when living.is_exempt = 1 then 'exempt'
            when living.is_complete = 1
                and living.late_count = 0
                and living.part_on <= coalesce(living.due_on, living.part_on)
                then 'done'
            when living.is_complete = 1 then 'done_late'
            when living.has_evidence = 1 and living.failing_count > 0
                then 'incomplete'
            when living.has_evidence = 1 then 'needs_review'
            when living.is_applicable is null then 'not_due'
            when living.due_on < living.from_on then 'overdue'
            when living.due_on - 7 <= living.from_on then 'due_soon'
            else 'not_due'
        end as status
    from living
)

select
    judged.obligation_id,
    judged.requirement_id,
    judged.duty,
    judged.unit_id,
    judged.bearer_id,
    judged.moment_on,
    judged.from_on,
    judged.before_on as until_on,
    judged.due_on,
    judged.status,
    case judged.status
        when 'overdue' then 1
        when 'incomplete' then 2
        when 'needs_review' then 3
        when 'due_soon' then 4
        when 'done_late' then 5
        when 'not_due' then 6
        when 'done' then 7
        when 'exempt' then 8
        else 9
    end as status_order,
    case
        when judged.status in ('done', 'done_late') then judged.part_on
        else cast(null as date)
    end as done_on,
    case
        when judged.status = 'incomplete'
            and (judged.due_on < judged.from_on or judged.late_count > 0) then 1
        when judged.status = 'needs_review'
            and (judged.part_on > judged.due_on or judged.late_count > 0) then 1
        when judged.status in ('overdue', 'done_late') then 1
        else 0
    end as is_past_due,
    case
        when judged.is_owed = 1
            and judged.is_exempt = 0
            and judged.is_applicable = 1
            and judged.due_on <= judged.from_on
            then 1
        else 0
    end as is_expected,
    case
        when judged.is_owed = 1
            and judged.is_applicable = 1
            and judged.original_due_on <= judged.from_on
            then 1
        else 0
    end as is_expected_original,
    case
        when judged.is_owed = 1
            and judged.is_applicable = 1
            and judged.extended_due_on <= judged.from_on
            then 1
        else 0
    end as is_expected_extended,
    judged.is_complete,
    case
        when judged.is_complete = 1
            and judged.late_count = 0
            and judged.part_on <= judged.original_due_on then 1
        else 0
    end as is_punctual_original,
    case
        when judged.is_complete = 1
            and judged.late_count = 0
            and judged.part_on <= judged.extended_due_on then 1
        else 0
    end as is_punctual_extended
from judged
