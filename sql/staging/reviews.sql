-- One row per accepted row of a reviews sheet, as sent.
-- 每行：一条已采纳的“审阅把关”表记录，保持上报原样。
select
    reviews.upload_id
        || '/' || reviews.sheet_name
        || '/' || cast(reviews.row_number as varchar) as evidence_id,
    reviews.unit_id,
    reviews.branch_id,
    reviews.material_type,
    reviews.material_number,
    reviews.check_id,
    reviews.reviewer,
    reviews.sent_on,
    reviews.reviewed_on,
    reviews.conclusion,
    reviews.opinion,
    case when reviews.withdrawn = 'yes' then 1 else 0 end as is_withdrawn,
    reviews.report_on,
    reviews.upload_number,
    reviews.upload_id,
    reviews.file_name,
    reviews.sheet_name,
    reviews.row_number
from raw.reviews
