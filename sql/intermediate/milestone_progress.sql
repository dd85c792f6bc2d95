-- One row per milestone: how far its own reports say it has come, before its parts are looked at.
-- 每行:一个里程碑按自身填报的进展,尚未计入下级里程碑。
with shares as (
    select
        milestone_days.milestone_id,
        milestone_days.day_on,
        milestone_days.object_count,
        milestone_days.done_object_count,
        case milestones.target_kind
            when 'all' then cast(milestone_days.done_object_count as double)
            else milestone_days.completed_amount
        end as completed_amount,
        case
            when milestones.target_kind = 'number'
                then least(
                    milestone_days.completed_amount
                        / nullif(milestones.target_number, 0),
                    1.0
                )
            when milestones.target_kind = 'all'
                then milestone_days.done_object_count * 1.0
                    / milestone_days.object_count
            when milestone_days.average_ratio > 1 then 1.0
            else milestone_days.average_ratio
        end as completion_ratio
    from intermediate.milestone_days
    inner join plan.milestones
        on milestones.milestone_id = milestone_days.milestone_id
        and milestones.target_kind <> 'flag'
),

-- Done since the first day from which every later count is full.
unfinished as (
    select
        shares.milestone_id,
        max(shares.day_on) as last_unfinished_on
    from shares
    where shares.completion_ratio < 1
        or shares.completion_ratio is null
    group by shares.milestone_id
),

finished as (
    select
        shares.milestone_id,
        min(shares.day_on) as done_on
    from shares
    left join unfinished
        on unfinished.milestone_id = shares.milestone_id
    where shares.day_on > coalesce(
            unfinished.last_unfinished_on,
            cast('0001-01-01' as date)
        )
    group by shares.milestone_id
),

latest as (
    select
        shares.*,
        row_number() over (
            partition by shares.milestone_id
            order by shares.day_on desc
        ) as place
    from shares
)

select
    latest.milestone_id,
    latest.object_count,
    latest.done_object_count,
    latest.completed_amount,
    latest.completion_ratio,
    latest.day_on as last_counted_on,
    finished.done_on
from latest
left join finished
    on finished.milestone_id = latest.milestone_id
where latest.place = 1

union all

select
    flagged_milestones.milestone_id,
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
