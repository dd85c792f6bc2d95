-- One row per progress row that holds on the day that the clock shows.
-- 每行：“截至”日有效的一条行动进展记录。
select
    progress_versions.evidence_id,
    progress_versions.milestone_id,
    progress_versions.unit_id,
    progress_versions.object_name,
    progress_versions.counted_on,
    progress_versions.cumulative_amount,
    progress_versions.completion_ratio,
    progress_versions.progress_state,
    progress_versions.attempt_count,
    progress_versions.is_listed,
    progress_versions.listed_on,
    progress_versions.supervisor_unit,
    progress_versions.note,
    progress_versions.is_done,
    progress_versions.upload_id,
    progress_versions.file_name,
    progress_versions.sheet_name,
    progress_versions.row_number
from intermediate.clock
inner join intermediate.progress_versions
    on progress_versions.recorded_on <= clock.as_of
    and progress_versions.superseded_on > clock.as_of
    and progress_versions.counted_on <= clock.as_of
