-- One row: an upload, with who took it in, when, and whether it counts.
select
    uploads.upload_id,
    uploads.file_name,
    uploads.sha256,
    uploads.report_on,
    uploads.loaded_at,
    uploads.loaded_by,
    uploads.row_count,
    uploads.finding_count,
    uploads.is_active,
    uploads.withdrawn_at,
    uploads.withdrawn_by,
    uploads.withdraw_reason
from marts.uploads as uploads
where uploads.upload_id = $upload_id
