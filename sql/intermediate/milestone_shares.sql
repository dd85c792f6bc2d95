-- One row per milestone, moment of recording and day of counting: how much was done by then, and what share of the target.
-- 每行：按某一时点的记录，一个里程碑在某一统计日的累计完成及完成比例。
select
    milestone_days.milestone_id,
    milestone_days.moment_on,
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
                coalesce(
                    milestone_days.completed_amount
                        / nullif(milestones.target_number, 0),
                    milestone_days.average_ratio
                ),
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
