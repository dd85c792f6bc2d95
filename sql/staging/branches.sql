-- One row per accepted row of a branches sheet, as sent.
-- 每行：一条已采纳的“支部名册”表记录，保持上报原样。
select
    branches.upload_id
        || '/' || branches.sheet_name
        || '/' || cast(branches.row_number as varchar) as evidence_id,
    branches.unit_id,
    branches.branch_id,
    branches.branch_name,
    branches.member_count,
    branches.active_from_on,
    branches.active_until_on,
    case when branches.withdrawn = 'yes' then 1 else 0 end as is_withdrawn,
    branches.report_on,
    branches.upload_number,
    branches.upload_id,
    branches.file_name,
    branches.sheet_name,
    branches.row_number
from raw.branches
