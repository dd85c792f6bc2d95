-- One row per reviewer and per material that something waits of: what the list can be narrowed to.
select distinct
    'reviewer' as field,
    reviews.reviewer as choice
from marts.reviews as reviews
where reviews.reviewer <> ''
union all
select distinct
    'material_type' as field,
    reviews.material_type as choice
from marts.reviews as reviews
order by field, choice
