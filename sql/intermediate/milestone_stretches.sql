-- One row per milestone and stretch of days on which what is recorded of it and of its parts stays the same.
-- 每行：一个里程碑及其下级里程碑的记录均不变的一段日子。
with settings as (
    select
        cast(coalesce(max(readings.number_value) filter (
            where readings.reading_key = 'progress_stale_days'
        ), 7) as integer) as stale_days,
        coalesce(max(readings.number_value) filter (
            where readings.reading_key = 'behind_tolerance'
        ), 10) / 100.0 as tolerance
    from plan.readings
),

-- Before anything is recorded a milestone stands there too.
turning_days as (
    select
        milestones.milestone_id,
        cast('0001-01-01' as date) as from_on
    from plan.milestones

    union

    select
        milestone_progress.milestone_id,
        milestone_progress.moment_on as from_on
    from intermediate.milestone_progress

    union

    select
        milestone_progress.milestone_id,
        milestone_progress.until_on as from_on
    from intermediate.milestone_progress

    union

    select
        milestones.parent_id as milestone_id,
        milestone_progress.moment_on as from_on
    from plan.milestones
    inner join intermediate.milestone_progress
        on milestone_progress.milestone_id = milestones.milestone_id
    where milestones.parent_id is not null

    union

    select
        milestones.parent_id as milestone_id,
        milestone_progress.until_on as from_on
    from plan.milestones
    inner join intermediate.milestone_progress
        on milestone_progress.milestone_id = milestones.milestone_id
    where milestones.parent_id is not null
),

stretches as (
    select
        turning_days.milestone_id,
        turning_days.from_on,
        coalesce(
            lead(turning_days.from_on) over (
                partition by turning_days.milestone_id
                order by turning_days.from_on
            ),
            cast('9999-12-31' as date)
        ) as until_on
    from turning_days
),

-- A milestone that reports nothing itself is as far as its parts are on average.
parts as (
    select
        stretches.milestone_id,
        stretches.from_on,
        count(*) as part_count,
        avg(
            case
                when milestones.target_kind in ('number', 'all')
                    then coalesce(own.completion_ratio, 0)
                else own.completion_ratio
            end
        ) as completion_ratio,
        count(own.milestone_id) as reported_count,
        max(own.last_counted_on) as last_counted_on,
        case
            when count(own.done_on) = count(*)
                then max(own.done_on)
            else cast(null as date)
        end as done_on,
        count(own.done_on) as done_part_count
    from stretches
    inner join plan.milestones
        on milestones.parent_id = stretches.milestone_id
    left join intermediate.milestone_progress as own
        on own.milestone_id = milestones.milestone_id
        and own.moment_on <= stretches.from_on
        and own.until_on > stretches.from_on
    group by
        stretches.milestone_id,
        stretches.from_on
)

select
    stretches.from_on,
    stretches.until_on,
    milestones.milestone_id,
    milestones.milestone_order,
    milestones.action_id,
    milestones.parent_id,
    milestones.milestone_title,
    milestones.milestone_title_en,
    milestones.clause_id,
    milestones.owners,
    milestones.target,
    milestones.target_kind,
    milestones.target_number,
    milestones.unit_of_measure,
    coalesce(milestones.starts_on, plan.starts_on) as starts_on,
    milestones.due_phrase,
    phrase_deadlines.fixed_due_on as due_on,
    own.completed_amount,
    coalesce(
        own.object_count,
        parts.part_count
    ) as object_count,
    coalesce(
        own.done_object_count,
        parts.done_part_count
    ) as done_object_count,
    case
        when own.milestone_id is not null
            then own.completion_ratio
        when parts.reported_count > 0 then parts.completion_ratio
        else cast(null as double)
    end as completion_ratio,
    case
        when own.milestone_id is not null
            then own.last_counted_on
        else parts.last_counted_on
    end as last_counted_on,
    case
        when own.milestone_id is not null
            then own.done_on
        else parts.done_on
    end as done_on,
    settings.stale_days,
    settings.tolerance
from stretches
inner join plan.milestones
    on milestones.milestone_id = stretches.milestone_id
cross join plan.plan
cross join settings
left join intermediate.phrase_deadlines
    on phrase_deadlines.owner_kind = 'milestone'
    and phrase_deadlines.owner_id = milestones.milestone_id
left join intermediate.milestone_progress as own
    on own.milestone_id = stretches.milestone_id
    and own.moment_on <= stretches.from_on
    and own.until_on > stretches.from_on
left join parts
    on parts.milestone_id = stretches.milestone_id
    and parts.from_on = stretches.from_on
where stretches.from_on < cast('9999-12-31' as date)
