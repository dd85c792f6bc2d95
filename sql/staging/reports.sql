-- One row per accepted row of a reports sheet, as sent.
-- 每行：一条已采纳的“报告材料”表记录，保持上报原样。
select
    reports.upload_id
        || '/' || reports.sheet_name
        || '/' || cast(reports.row_number as varchar) as evidence_id,
    reports.unit_id,
    reports.report_type,
    reports.report_number,
    reports.completed_on,
    reports.submitted_on,
    reports.submission_form,
    reports.recipients,
    reports.attachments,
    reports.attached_speech_count,
    reports.document_number,
    reports.expected_count,
    reports.completed_count,
    reports.chaired_by_head,
    reports.contents,
    reports.has_concentrated_problems,
    reports.publication_method,
    reports.published_on,
    reports.supplied_on,
    reports.supplied_items,
    reports.note,
    case when reports.withdrawn = 'yes' then 1 else 0 end as is_withdrawn,
    reports.report_on,
    reports.upload_number,
    reports.upload_id,
    reports.file_name,
    reports.sheet_name,
    reports.row_number
from raw.reports
