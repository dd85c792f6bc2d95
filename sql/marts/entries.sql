-- One row per numbered entry of the ledger, with the file that it speaks of.
-- 每行：台账中一条有编号的记录，及其所涉的文件。
select
    entries.entry_number,
    entries.entry_kind,
    entries.entered_at,
    entries.entered_on,
    entries.entered_by,
    entries.decided_by,
    entries.entry_reason,
    entries.upload_id,
    uploads.file_name,
    uploads.report_on,
    entries.entry_subject,
    entries.entry_value
from staging.entries
left join staging.uploads
    on uploads.upload_id = entries.upload_id
