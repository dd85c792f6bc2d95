-- One row per question asked in the unit's evaluations: how its ballots fell, and the share of the two best answers beside its class's.
with own as (
    select
        dimensions.dimension,
        dimensions.dimension_order,
        max(dimensions.unit_class) as unit_class,
        cast(sum(dimensions.answered_count) filter (where dimensions.top_two_count is not null) as integer) as answered_count,
        cast(sum(dimensions.good_count) as integer) as good_count,
        cast(sum(dimensions.fair_count) as integer) as fair_count,
        cast(sum(dimensions.average_count) as integer) as average_count,
        cast(sum(dimensions.poor_count) as integer) as poor_count,
        cast(sum(dimensions.top_two_count) as integer) as top_two_count
    from marts.evaluation_dimensions as dimensions
    where dimensions.unit_id = $unit_id
    group by dimensions.dimension, dimensions.dimension_order
    having count(dimensions.top_two_count) > 0
)

select
    own.dimension,
    own.answered_count,
    own.good_count,
    own.fair_count,
    own.average_count,
    own.poor_count,
    own.top_two_count * 1.0 / nullif(own.answered_count, 0) as top_two_ratio,
    classes.top_two_ratio as class_top_two_ratio
from own
left join marts.evaluation_groups as classes
    on classes.group_kind = 'unit_class'
    and classes.group_name = own.unit_class
    and classes.dimension = own.dimension
order by own.dimension_order
