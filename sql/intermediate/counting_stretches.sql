-- One row per stretch of days on which no unit's counts change.
-- 每行：各单位计数均不变的一段日子。
with turning_days as (
    select distinct unit_stretches.from_on
    from intermediate.unit_stretches
)

select
    turning_days.from_on,
    coalesce(
        lead(turning_days.from_on) over (order by turning_days.from_on),
        cast('9999-12-31' as date)
    ) as until_on
from turning_days
