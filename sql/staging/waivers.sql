-- One row per accepted row of a waivers sheet, as sent.
-- 每行：一条已采纳的“延期豁免”表记录，保持上报原样。
select
    waivers.upload_id
        || '/' || waivers.sheet_name
        || '/' || cast(waivers.row_number as varchar) as evidence_id,
    waivers.unit_id,
    waivers.requirement_id,
    waivers.waiver_type,
    waivers.requested_on,
    waivers.new_due_on,
    waivers.reason,
    waivers.approver,
    waivers.approved_on,
    case when waivers.withdrawn = 'yes' then 1 else 0 end as is_withdrawn,
    waivers.report_on,
    waivers.upload_number,
    waivers.upload_id,
    waivers.file_name,
    waivers.sheet_name,
    waivers.row_number
from raw.waivers
