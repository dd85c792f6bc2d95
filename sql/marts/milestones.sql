-- One row per milestone: how far it has come, how far it should have come, and its one status on the day.
-- 每行:一个里程碑的实际进展、应有进展及“截至”日的唯一状态。
with measured as (
    select
        clock.as_of,
        milestone_stretches.*
    from intermediate.clock
    inner join intermediate.milestone_stretches
        on milestone_stretches.from_on <= clock.as_of
        and milestone_stretches.until_on > clock.as_of
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
    judged.stale_days,
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
