-- One row per stretch of days on which no unit's counts change, and each of the twenty units that are worst off then.
-- 每行：各单位计数均不变的一段日子里，问题最多的二十个单位之一。
-- Table, sorted by from_on, place.
with placed as (
    select
        counting_stretches.from_on,
        counting_stretches.until_on,
        unit_stretches.unit_id,
        unit_stretches.from_on as unit_from_on,
        row_number() over (
            partition by counting_stretches.from_on
            order by
                unit_stretches.overdue_count desc,
                unit_stretches.incomplete_count desc,
                unit_stretches.completed_count * 1.0
                    / nullif(unit_stretches.expected_count, 0) nulls first,
                unit_stretches.unit_id
        ) as place
    from intermediate.counting_stretches
    inner join intermediate.unit_stretches
        on unit_stretches.from_on <= counting_stretches.from_on
        and unit_stretches.until_on > counting_stretches.from_on
    where unit_stretches.is_on_roster = 1
        and (
            unit_stretches.overdue_count > 0
            or unit_stretches.incomplete_count > 0
        )
),

worst as (
    select placed.*
    from placed
    where placed.place <= 20
)

select
    worst.from_on,
    worst.until_on,
    cast(worst.place as integer) as place,
    worst.unit_id,
    unit_stretches.unit_name,
    unit_stretches.unit_class,
    unit_stretches.guidance_group,
    unit_stretches.overdue_count,
    unit_stretches.incomplete_count,
    unit_stretches.needs_review_count,
    unit_stretches.completed_count,
    unit_stretches.expected_count,
    unit_stretches.completed_count * 1.0
        / nullif(unit_stretches.expected_count, 0) as completed_ratio
from worst
inner join intermediate.unit_stretches
    on unit_stretches.unit_id = worst.unit_id
    and unit_stretches.from_on = worst.unit_from_on
