-- One row per milestone and stretch of days on which its status, and how far it should have come, stay the same.
-- 每行：一个里程碑的状态及应有进展均不变的一段日子。
-- Table, sorted by from_on, milestone_id.
with stretches as (
    select
        milestone_stretches.*,
        greatest(
            milestone_stretches.due_on,
            milestone_stretches.starts_on + 1
        ) as grown_on
    from intermediate.milestone_stretches
),

-- While it runs towards its day more is expected of a milestone every day.
turning_days as (
    select
        stretches.milestone_id,
        stretches.from_on
    from stretches

    union

    select
        stretches.milestone_id,
        cast(grown.grown_at as date) as from_on
    from stretches
    cross join unnest(
        generate_series(
            cast(stretches.starts_on as timestamp),
            cast(stretches.grown_on as timestamp),
            interval 1 day
        )
    ) as grown (grown_at)
    where stretches.due_on is not null

    union

    select
        stretches.milestone_id,
        stretches.due_on + 1 as from_on
    from stretches
    where stretches.due_on is not null

    union

    select
        stretches.milestone_id,
        stretches.last_counted_on + stretches.stale_days + 1 as from_on
    from stretches
    where stretches.last_counted_on is not null
),

turns as (
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

expected as (
    select
        turns.from_on,
        turns.until_on,
        stretches.milestone_id,
        stretches.milestone_order,
        stretches.action_id,
        stretches.parent_id,
        stretches.milestone_title,
        stretches.milestone_title_en,
        stretches.clause_id,
        stretches.owners,
        stretches.target,
        stretches.target_kind,
        stretches.target_number,
        stretches.unit_of_measure,
        stretches.starts_on,
        stretches.due_phrase,
        stretches.due_on,
        stretches.completed_amount,
        stretches.object_count,
        stretches.done_object_count,
        stretches.completion_ratio,
        stretches.last_counted_on,
        stretches.done_on,
        stretches.stale_days,
        stretches.tolerance,
        case
            when stretches.due_on is null then cast(null as double)
            else least(
                greatest(
                    date_diff('day', stretches.starts_on, turns.from_on) * 1.0
                        / greatest(
                            date_diff('day', stretches.starts_on, stretches.due_on),
                            1
                        ),
                    0.0
                ),
                1.0
            )
        end as expected_ratio
    from turns
    inner join stretches
        on stretches.milestone_id = turns.milestone_id
        and stretches.from_on <= turns.from_on
        and stretches.until_on > turns.from_on
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
            when expected.due_on < expected.from_on then 'overdue'
            when expected.last_counted_on is null then 'no_report'
            when expected.last_counted_on + expected.stale_days < expected.from_on
                then 'stale'
            when expected.completion_ratio
                < expected.expected_ratio - expected.tolerance then 'behind'
            else 'on_track'
        end as status
    from expected
)

select
    judged.*,
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
