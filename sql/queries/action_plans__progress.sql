-- One row per latest figure reported on a milestone of the action plan chosen.
select
    milestones.milestone_id,
    milestones.milestone_title,
    milestones.milestone_title_en,
    milestones.unit_of_measure,
    progress.unit_name,
    progress.object_name,
    progress.counted_on,
    progress.cumulative_amount,
    progress.completion_ratio,
    progress.progress_state,
    progress.file_name,
    progress.sheet_name,
    progress.row_number
from marts.milestone_progress as progress
inner join marts.milestones as milestones
    on milestones.milestone_id = progress.milestone_id
where $action_id is null or milestones.action_id = $action_id
order by milestones.milestone_order, progress.unit_name, progress.object_name
