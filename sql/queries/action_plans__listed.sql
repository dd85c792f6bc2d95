-- One row per object under listed supervision in the action plan chosen, or in all: since when and under whom, longest first.
select
    milestones.action_title,
    milestones.action_title_en,
    milestones.milestone_id,
    milestones.milestone_title,
    milestones.milestone_title_en,
    progress.object_name,
    progress.unit_name,
    progress.supervisor_unit,
    progress.listed_on,
    date_diff('day', progress.listed_on, milestones.as_of) as listed_days,
    progress.attempt_count,
    progress.progress_state,
    progress.counted_on
from marts.milestone_progress as progress
inner join marts.milestones
    on milestones.milestone_id = progress.milestone_id
where
    progress.is_listed = 'yes'
    and ($action_id is null or milestones.action_id = $action_id)
order by progress.listed_on nulls last, milestones.milestone_order, progress.object_name
