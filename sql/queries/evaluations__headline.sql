-- One row: how the evaluations of the units chosen stand.
select
    count(distinct evaluations.unit_id) as evaluated_unit_count,
    count(*) as evaluation_count,
    coalesce(sum(evaluations.issued_count), 0) as issued_count,
    coalesce(sum(evaluations.returned_count), 0) as returned_count,
    coalesce(sum(evaluations.valid_count), 0) as valid_count,
    -- Only where both figures are known is one held against the other.
    sum(evaluations.returned_count) filter (where evaluations.issued_count is not null)
        * 1.0 / nullif(sum(evaluations.issued_count) filter (where evaluations.returned_count is not null), 0) as returned_ratio,
    sum(evaluations.valid_count) filter (where evaluations.returned_count is not null)
        * 1.0 / nullif(sum(evaluations.returned_count) filter (where evaluations.valid_count is not null), 0) as valid_ratio,
    count(*) filter (where evaluations.category_count >= 8) as all_categories_count,
    count(*) filter (where evaluations.category_count >= 8) * 1.0 / nullif(count(*), 0) as all_categories_ratio,
    coalesce(sum(evaluations.is_withheld), 0) as withheld_count
from marts.evaluations as evaluations
where
    ($unit_class is null or evaluations.unit_class = $unit_class)
    and ($guidance_group is null or evaluations.guidance_group = $guidance_group)
