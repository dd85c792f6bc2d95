-- One row per reviewer and per material that something waits of: what the list can be narrowed to.
with waiting as materialized (
    select distinct
        reviews.reviewer,
        reviews.material_type
    from marts.reviews as reviews
)

select distinct
    'reviewer' as field,
    waiting.reviewer as choice
from waiting
where waiting.reviewer <> ''
union all
select distinct
    'material_type' as field,
    waiting.material_type as choice
from waiting
order by field, choice
