-- One row per upload, withdrawn ones included, newest first; narrowed by part of a name, by whom, by state and by day.
select
    uploads.upload_number,
    uploads.upload_id,
    uploads.file_name,
    uploads.report_on,
    uploads.loaded_at,
    uploads.loaded_by,
    uploads.row_count,
    uploads.finding_count,
    uploads.withdrawn_at,
    uploads.withdrawn_by,
    uploads.withdraw_reason,
    case when uploads.is_active = 1 then 'counts' else 'withdrawn' end as upload_state
from marts.uploads as uploads
where ($search = '' or contains(lower(uploads.file_name), lower($search)) or uploads.upload_id = upper($search))
    and ($loaded_by is null or uploads.loaded_by = $loaded_by)
    and ($upload_state is null or $upload_state = case when uploads.is_active = 1 then 'counts' else 'withdrawn' end)
    and ($told_by is null or uploads.report_on <= $told_by)
order by uploads.upload_number desc
