-- One row per version of a progress row, with the days between which it held.
-- 每行：一条行动进展记录的一个版本，及其有效的起止日。
-- Table, sorted by milestone_id, counted_on.
select
    progress.evidence_id,
    progress.milestone_id,
    progress.unit_id,
    coalesce(progress.object_name, '') as object_name,
    progress.counted_on,
    progress.cumulative_amount,
    progress.completion_ratio,
    progress.progress_state,
    progress.attempt_count,
    progress.is_listed,
    progress.listed_on,
    progress.supervisor_unit,
    progress.note,
    -- A state of done, or a share of all, closes an object.
    case
        when progress.progress_state = '完成' then 1
        when progress.completion_ratio >= 1 then 1
        else 0
    end as is_done,
    progress.upload_id,
    progress.file_name,
    progress.sheet_name,
    progress.row_number,
    evidence_versions.recorded_on,
    evidence_versions.superseded_on
from intermediate.evidence_versions
inner join staging.progress
    on progress.evidence_id = evidence_versions.evidence_id
where evidence_versions.sheet = 'progress'
    and evidence_versions.is_withdrawn = 0
