-- One row per unit and object that is not done and was not reported on for longer than the reading allows, or never; longest first.
select
    milestones.action_title,
    milestones.action_title_en,
    milestones.milestone_id,
    milestones.milestone_title,
    milestones.milestone_title_en,
    coalesce(progress.unit_name, milestones.owners) as owner_names,
    progress.object_name,
    progress.counted_on as last_report_on,
    date_diff('day', progress.counted_on, milestones.as_of) as silent_days
from marts.milestones
left join marts.milestone_progress as progress
    on progress.milestone_id = milestones.milestone_id
where
    milestones.status not in ('done', 'done_late', 'not_applicable')
    and milestones.target_kind <> 'flag'
    and ($action_id is null or milestones.action_id = $action_id)
    and case
        when progress.milestone_id is null then milestones.last_counted_on is null
        else progress.is_done = 0 and progress.counted_on < milestones.as_of - milestones.stale_days
    end
order by silent_days desc nulls first, milestones.milestone_order, owner_names, progress.object_name
