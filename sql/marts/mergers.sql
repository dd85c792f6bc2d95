-- One row per unit that was merged into another on the roster of the day: since when it is closed, and where it went.
-- 每行：一个已并入“截至”日名册上另一单位的单位：何时停用、并入何处。
-- Few units are merged into another, and only these are held against all others.
with merged as (
    select
        day_units.unit_id,
        day_units.unit_name,
        day_units.active_until_on,
        day_units.merged_into
    from intermediate.day_units
    where day_units.merged_into is not null
),

named as (
    select
        clock.as_of,
        merged.unit_id,
        merged.unit_name,
        merged.active_until_on,
        successors.unit_id as merged_into_id,
        successors.unit_name as merged_into_name,
        -- The roster may name the other unit by its code, its name or a short name, in this order.
        row_number() over (
            partition by merged.unit_id
            order by
                case
                    when successors.unit_id = merged.merged_into then 1
                    when successors.unit_name = merged.merged_into then 2
                    else 3
                end,
                successors.unit_id
        ) as place
    from intermediate.clock
    cross join merged
    inner join intermediate.day_units as successors
        on successors.unit_id <> merged.unit_id
        and (
            successors.unit_id = merged.merged_into
            or successors.unit_name = merged.merged_into
            or strpos(
                '、' || successors.short_names || '、',
                '、' || merged.merged_into || '、'
            ) > 0
        )
)

select
    named.as_of,
    named.unit_id,
    named.unit_name,
    named.active_until_on,
    named.merged_into_id,
    named.merged_into_name
from named
where named.place = 1
