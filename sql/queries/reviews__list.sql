-- One row per unit, material and reviewer whose mark is awaited, returned or stale, the oldest first.
select
    reviews.as_of,
    reviews.unit_id,
    reviews.unit_name,
    reviews.guidance_group,
    reviews.branch_id,
    reviews.branch_name,
    reviews.material_type,
    reviews.material_number,
    reviews.reviewer,
    reviews.review_state,
    reviews.since_on,
    date_diff('day', reviews.since_on, reviews.as_of) as waiting_days,
    reviews.sent_on,
    reviews.marked_on,
    reviews.material_on,
    reviews.check_count,
    reviews.items,
    reviews.opinion,
    reviews.reason_zh,
    reviews.reason_en
from marts.reviews as reviews
where
    reviews.is_required >= $least_required
    and ($reviewer is null or reviews.reviewer = $reviewer)
    and ($material_type is null or reviews.material_type = $material_type)
    and (
        contains(reviews.unit_name, $search)
        or contains(lower(reviews.unit_id), lower($search))
    )
order by reviews.since_on nulls first, reviews.unit_id, reviews.material_type, reviews.reviewer
