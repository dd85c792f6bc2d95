-- One row per unit, direction, status come to and stretch of days: how many of its obligations stand so since seven days before.
-- 每行：一个单位在一段日子里，与七天前相比变好或变差而处于某状态的应办事项数。
-- Table, sorted by unit_id, from_on.
with moved as (
    select
        statuses.unit_id,
        case
            when standings.standing > standings_before.standing then 'better'
            else 'worse'
        end as direction,
        statuses.status,
        statuses.status_order,
        greatest(statuses.from_on, week_ago.from_on + 7) as from_on,
        least(statuses.until_on, week_ago.until_on + 7) as until_on
    from intermediate.obligation_statuses as statuses
    inner join intermediate.obligation_statuses as week_ago
        on week_ago.obligation_id = statuses.obligation_id
        and week_ago.unit_id = statuses.unit_id
        and week_ago.from_on < statuses.until_on - 7
        and week_ago.until_on > statuses.from_on - 7
        and week_ago.from_on < statuses.from_on
    inner join intermediate.standings
        on standings.status = statuses.status
    inner join intermediate.standings as standings_before
        on standings_before.status = week_ago.status
    where statuses.duty = 'owed'
        and standings.standing <> standings_before.standing
),

turns as (
    select
        moved.unit_id,
        moved.direction,
        moved.status,
        moved.status_order,
        moved.from_on as turned_on,
        1 as change
    from moved

    union all

    select
        moved.unit_id,
        moved.direction,
        moved.status,
        moved.status_order,
        moved.until_on as turned_on,
        -1 as change
    from moved
),

daily_turns as (
    select
        turns.unit_id,
        turns.direction,
        turns.status,
        turns.status_order,
        turns.turned_on,
        sum(turns.change) as change
    from turns
    group by
        turns.unit_id,
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
                    daily_turns.unit_id,
                    daily_turns.direction,
                    daily_turns.status
                order by daily_turns.turned_on
            ),
            cast('9999-12-31' as date)
        ) as until_on,
        sum(daily_turns.change) over (
            partition by
                daily_turns.unit_id,
                daily_turns.direction,
                daily_turns.status
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as movement_count
    from daily_turns
)

select
    running.unit_id,
    running.direction,
    running.status,
    running.status_order,
    running.turned_on as from_on,
    running.until_on,
    cast(running.movement_count as integer) as movement_count
from running
where running.movement_count > 0
