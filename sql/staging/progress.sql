-- One row per accepted row of a progress sheet, as sent.
-- 每行：一条已采纳的“行动进展”表记录，保持上报原样。
select
    progress.upload_id
        || '/' || progress.sheet_name
        || '/' || cast(progress.row_number as varchar) as evidence_id,
    progress.milestone_id,
    progress.unit_id,
    progress.object_name,
    progress.counted_on,
    progress.cumulative_amount,
    progress.completion_ratio,
    progress.progress_state,
    progress.attempt_count,
    progress.is_listed,
    progress.listed_on,
    progress.supervisor_unit,
    progress.note,
    case when progress.withdrawn = 'yes' then 1 else 0 end as is_withdrawn,
    progress.report_on,
    progress.upload_number,
    progress.upload_id,
    progress.file_name,
    progress.sheet_name,
    progress.row_number
from raw.progress
