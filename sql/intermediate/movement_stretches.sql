-- One row per direction, status come to and stretch of days: how many obligations moved so since seven days before.
-- 每行：一段日子里与七天前相比变好或变差而处于某状态的应办事项数及单位数。
-- Table, sorted by from_on, direction, status_order.
with turns as (
    select
        unit_movements.direction,
        unit_movements.status,
        unit_movements.status_order,
        unit_movements.from_on as turned_on,
        unit_movements.movement_count as change,
        1 as unit_change
    from intermediate.unit_movements

    union all

    select
        unit_movements.direction,
        unit_movements.status,
        unit_movements.status_order,
        unit_movements.until_on as turned_on,
        -unit_movements.movement_count as change,
        -1 as unit_change
    from intermediate.unit_movements
),

daily_turns as (
    select
        turns.direction,
        turns.status,
        turns.status_order,
        turns.turned_on,
        sum(turns.change) as change,
        sum(turns.unit_change) as unit_change
    from turns
    group by
        turns.direction,
        turns.status,
        turns.status_order,
        turns.turned_on
),

running as (
    select
        daily_turns.*,
        coalesce(
            lead(daily_turns.turned_on) over (
                partition by
                    daily_turns.direction,
                    daily_turns.status
                order by daily_turns.turned_on
            ),
            cast('9999-12-31' as date)
        ) as until_on,
        sum(daily_turns.change) over (
            partition by
                daily_turns.direction,
                daily_turns.status
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as movement_count,
        sum(daily_turns.unit_change) over (
            partition by
                daily_turns.direction,
                daily_turns.status
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as unit_count
    from daily_turns
)

select
    running.direction,
    running.status,
    running.status_order,
    running.turned_on as from_on,
    running.until_on,
    cast(running.movement_count as integer) as movement_count,
    cast(running.unit_count as integer) as unit_count
from running
where running.movement_count > 0
