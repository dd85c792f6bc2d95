-- One row per side that is compared, the unit, its class and all units: completed and on time of what was due, with what it is a share of.
with own as (
    select units.*
    from marts.units as units
    where units.unit_id = $unit_id
),

peers as (
    select
        cast(coalesce(sum(ratios.unit_count), 0) as bigint) as ranked_count,
        cast(coalesce(sum(ratios.unit_count) filter (
            where ratios.completed_ratio > own.completed_ratio
        ), 0) as bigint) + 1 as rank_count
    from marts.class_ratios as ratios
    inner join own on own.unit_class = ratios.unit_class
)

select
    own.unit_name as side,
    own.unit_name as side_en,
    1 as unit_count,
    own.expected_count,
    own.completed_count,
    own.on_time_count,
    own.completed_ratio,
    own.on_time_ratio,
    1 as side_order,
    peers.ranked_count,
    if(own.expected_count > 0, peers.rank_count, null) as rank_count
from own
cross join peers
union all
select
    classes.unit_class as side,
    classes.unit_class as side_en,
    classes.unit_count,
    classes.expected_count,
    classes.completed_count,
    classes.on_time_count,
    classes.completed_ratio,
    classes.on_time_ratio,
    2 as side_order,
    null as ranked_count,
    null as rank_count
from marts.unit_classes as classes
inner join own on own.unit_class = classes.unit_class
union all
select
    '全部单位' as side,
    'All units' as side_en,
    overview.unit_count,
    overview.expected_count,
    overview.completed_count,
    overview.on_time_count,
    overview.completed_ratio,
    overview.on_time_ratio,
    3 as side_order,
    null as ranked_count,
    null as rank_count
from marts.overview as overview
order by side_order
