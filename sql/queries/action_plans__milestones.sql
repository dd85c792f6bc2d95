-- One row per milestone of the action plan chosen, or of all of them, in the plan's order.
select
    milestones.*,
    milestones.status as milestone_status,
    overview.starts_on as plan_starts_on,
    overview.ends_on as plan_ends_on,
    greatest(overview.ends_on, overview.as_of, milestones.due_on) as shown_until_on
from marts.milestones as milestones
cross join marts.overview as overview
where $action_id is null or milestones.action_id = $action_id
order by milestones.milestone_order
