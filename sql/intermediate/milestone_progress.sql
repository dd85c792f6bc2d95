-- One row per milestone and moment of recording: how far its own reports say it has come, before its parts are looked at.
-- 每行：一个里程碑在某一时点按自身填报的进展，尚未计入下级里程碑。
-- Table, sorted by milestone_id, moment_on.
with weighed as (
    select
        milestone_shares.*,
        max(milestone_shares.day_on) filter (
            where milestone_shares.completion_ratio < 1
                or milestone_shares.completion_ratio is null
        ) over (
            partition by milestone_shares.milestone_id, milestone_shares.moment_on
        ) as last_unfinished_on,
        row_number() over (
            partition by milestone_shares.milestone_id, milestone_shares.moment_on
            order by milestone_shares.day_on desc
        ) as place
    from intermediate.milestone_shares
),

-- Done since the first day from which every later count is full.
finished as (
    select
        weighed.*,
        min(weighed.day_on) filter (
            where weighed.last_unfinished_on is null
                or weighed.day_on > weighed.last_unfinished_on
        ) over (
            partition by weighed.milestone_id, weighed.moment_on
        ) as done_on
    from weighed
),

own as (
    select
        finished.milestone_id,
        finished.moment_on,
        finished.object_count,
        finished.done_object_count,
        finished.completed_amount,
        finished.completion_ratio,
        finished.day_on as last_counted_on,
        finished.done_on
    from finished
    where finished.place = 1

    union all

    select
        flagged_milestones.milestone_id,
        flagged_milestones.moment_on,
        flagged_milestones.object_count,
        flagged_milestones.done_object_count,
        cast(flagged_milestones.done_object_count as double) as completed_amount,
        flagged_milestones.done_object_count * 1.0
            / flagged_milestones.object_count as completion_ratio,
        flagged_milestones.last_counted_on,
        case
            when flagged_milestones.done_object_count = flagged_milestones.object_count
                then flagged_milestones.last_counted_on
            else cast(null as date)
        end as done_on
    from intermediate.flagged_milestones
)

select
    milestone_moments.milestone_id,
    milestone_moments.moment_on,
    milestone_moments.until_on,
    own.object_count,
    own.done_object_count,
    own.completed_amount,
    own.completion_ratio,
    own.last_counted_on,
    own.done_on
from intermediate.milestone_moments
inner join own
    on own.milestone_id = milestone_moments.milestone_id
    and own.moment_on = milestone_moments.moment_on
