-- One row per material of the unit whose mark is awaited, returned or stale, with a reviewer; what holds an obligation first.
select
    reviews.material_type,
    reviews.branch_name,
    reviews.reviewer,
    reviews.since_on,
    reviews.check_count,
    reviews.reason_zh,
    reviews.reason_en
from marts.reviews as reviews
where reviews.unit_id = $unit_id
order by reviews.is_required desc, reviews.since_on nulls first, reviews.material_type, reviews.reviewer
