-- One row per upload, withdrawn ones included.
-- 每行：一次上报，含已撤回的。
select
    uploads.upload_number,
    uploads.upload_id,
    uploads.file_name,
    uploads.sha256,
    uploads.report_on,
    uploads.loaded_at,
    uploads.loaded_by,
    uploads.is_active,
    uploads.withdrawn_at,
    uploads.withdrawn_by,
    uploads.withdraw_reason,
    uploads.row_count,
    uploads.finding_count
from staging.uploads
