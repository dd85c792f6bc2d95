-- One row per upload that was ever accepted, withdrawn ones included.
-- 每行：一次已采纳的上报，含后来撤回的。
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
from raw.uploads
