-- One row per unit, for one question: how its ballots fell, the least content first; withheld ones last, with why.
select
    dimensions.unit_id,
    dimensions.unit_name,
    cast(sum(dimensions.answered_count) filter (where dimensions.top_two_count is not null) as integer) as answered_count,
    cast(sum(dimensions.good_count) as integer) as good_count,
    cast(sum(dimensions.fair_count) as integer) as fair_count,
    cast(sum(dimensions.average_count) as integer) as average_count,
    cast(sum(dimensions.poor_count) as integer) as poor_count,
    sum(dimensions.top_two_count) * 1.0
        / nullif(sum(dimensions.answered_count) filter (where dimensions.top_two_count is not null), 0) as top_two_ratio,
    max(dimensions.withheld_zh) as withheld_zh,
    max(dimensions.withheld_en) as withheld_en
from marts.evaluation_dimensions as dimensions
where
    dimensions.dimension = $dimension
    and ($unit_class is null or dimensions.unit_class = $unit_class)
    and ($guidance_group is null or dimensions.guidance_group = $guidance_group)
group by dimensions.unit_id, dimensions.unit_name
having count(dimensions.answered_count) > 0
order by top_two_ratio nulls last, dimensions.unit_id
limit $row_limit
