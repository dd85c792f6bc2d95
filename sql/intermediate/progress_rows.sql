-- One row per progress row that holds on the day that the clock shows.
-- 每行:“截至”日有效的一条行动进展记录。
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
    progress.row_number
from intermediate.clock
inner join intermediate.evidence_versions
    on evidence_versions.sheet = 'progress'
    and evidence_versions.recorded_on <= clock.as_of
    and evidence_versions.superseded_on > clock.as_of
    and evidence_versions.is_withdrawn = 0
inner join staging.progress
    on progress.evidence_id = evidence_versions.evidence_id
where progress.counted_on <= clock.as_of
