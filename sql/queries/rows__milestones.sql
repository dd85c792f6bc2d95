-- One row per milestone whose latest count is the row $row_number of sheet $sheet_name of upload $upload_id.
select
    milestones.action_id,
    milestones.milestone_id,
    milestones.milestone_title,
    milestones.milestone_title_en,
    milestones.status as milestone_status,
    milestone_progress.object_name,
    milestone_progress.counted_on
from marts.milestone_progress
inner join marts.milestones
    on milestones.milestone_id = milestone_progress.milestone_id
where milestone_progress.upload_id = $upload_id
    and milestone_progress.sheet_name = $sheet_name
    and milestone_progress.row_number = $row_number
