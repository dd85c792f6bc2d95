-- One row per milestone of the action plan chosen, or of all, and week of the latest $row_limit weeks in which it was counted.
select
    milestones.action_id,
    milestones.milestone_id,
    milestones.milestone_title,
    milestones.milestone_title_en,
    milestones.unit_of_measure,
    weeks.week_on,
    -- A milestone that is told in shares, and as a number only once it is done, goes on in shares.
    case
        when count(*) over (partition by weeks.milestone_id) = count(weeks.completed_amount) over (partition by weeks.milestone_id)
            then weeks.added_amount
    end as added_amount,
    weeks.added_ratio
from marts.milestone_weeks as weeks
inner join marts.milestones
    on milestones.milestone_id = weeks.milestone_id
where
    ($action_id is null or milestones.action_id = $action_id)
    and weeks.week_on > date_trunc('week', weeks.as_of) - to_days(cast(7 * $row_limit as integer))
order by milestones.milestone_order, weeks.week_on
