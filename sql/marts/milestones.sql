-- One row per milestone: how far it has come, how far it should have come, and its one status on the day.
-- 每行:一个里程碑的实际进展、应有进展及“截至”日的唯一状态。
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

own as (
    select milestone_progress.*
    from intermediate.clock
    inner join intermediate.milestone_progress
        on milestone_progress.moment_on <= clock.as_of
        and milestone_progress.until_on > clock.as_of
),

-- A milestone that reports nothing itself is as far as its parts are on average.
parts as (
    select
        milestones.parent_id as milestone_id,
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
    from plan.milestones
    left join own
        on own.milestone_id = milestones.milestone_id
    where milestones.parent_id is not null
    group by milestones.parent_id
),

measured as (
    select
        clock.as_of,
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
    from intermediate.clock
    cross join plan.plan
    cross join settings
    cross join plan.milestones
    left join intermediate.phrase_deadlines
        on phrase_deadlines.owner_kind = 'milestone'
        and phrase_deadlines.owner_id = milestones.milestone_id
    left join own
        on own.milestone_id = milestones.milestone_id
    left join parts
        on parts.milestone_id = milestones.milestone_id
),

expected as (
    select
        measured.*,
        case
            when measured.due_on is null then cast(null as double)
            else least(
                greatest(
                    date_diff('day', measured.starts_on, measured.as_of) * 1.0
                        / greatest(
                            date_diff('day', measured.starts_on, measured.due_on),
                            1
                        ),
                    0.0
                ),
                1.0
            )
        end as expected_ratio
    from measured
),

judged as (
    select
        expected.*,
        case
            when expected.target_kind = 'flag' and expected.object_count is null
                then 'not_applicable'
            when expected.done_on <= coalesce(expected.due_on, expected.done_on)
                then 'done'
            when expected.done_on is not null then 'done_late'
            when expected.due_on < expected.as_of then 'overdue'
            when expected.last_counted_on is null then 'no_report'
            when expected.last_counted_on < expected.as_of - expected.stale_days
                then 'stale'
            when expected.completion_ratio
                < expected.expected_ratio - expected.tolerance then 'behind'
            else 'on_track'
        end as status
    from expected
)

select
    judged.as_of,
    judged.milestone_id,
    judged.milestone_order,
    judged.action_id,
    actions.action_order,
    actions.action_title,
    actions.action_title_en,
    judged.parent_id,
    judged.milestone_title,
    judged.milestone_title_en,
    judged.clause_id,
    judged.owners,
    judged.target,
    judged.target_kind,
    judged.target_number,
    judged.unit_of_measure,
    judged.starts_on,
    judged.due_phrase,
    judged.due_on,
    judged.completed_amount,
    judged.completion_ratio,
    judged.expected_ratio,
    judged.done_on,
    judged.last_counted_on,
    judged.object_count,
    judged.done_object_count,
    judged.status,
    case judged.status
        when 'overdue' then 1
        when 'behind' then 2
        when 'stale' then 3
        when 'no_report' then 4
        when 'done_late' then 5
        when 'on_track' then 6
        when 'done' then 7
        else 8
    end as status_order
from judged
inner join plan.actions
    on actions.action_id = judged.action_id
