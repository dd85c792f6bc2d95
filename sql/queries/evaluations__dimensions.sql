-- One row per question asked: how the ballots of the units chosen fell, those that are withheld left out.
select
    dimensions.dimension,
    cast(sum(dimensions.answered_count) filter (where dimensions.top_two_count is not null) as integer) as answered_count,
    cast(sum(dimensions.good_count) as integer) as good_count,
    cast(sum(dimensions.fair_count) as integer) as fair_count,
    cast(sum(dimensions.average_count) as integer) as average_count,
    cast(sum(dimensions.poor_count) as integer) as poor_count,
    sum(dimensions.top_two_count) * 1.0
        / nullif(sum(dimensions.answered_count) filter (where dimensions.top_two_count is not null), 0) as top_two_ratio,
    null as withheld_zh,
    null as withheld_en
from marts.evaluation_dimensions as dimensions
where
    ($unit_class is null or dimensions.unit_class = $unit_class)
    and ($guidance_group is null or dimensions.guidance_group = $guidance_group)
group by dimensions.dimension, dimensions.dimension_order
having count(dimensions.top_two_count) > 0
order by dimensions.dimension_order
