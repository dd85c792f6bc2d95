-- One row per class of units, share of what was due that is completed, and stretch of days on which as many of its units stand there.
-- 每行：一个单位类别中办结率相同的单位个数不变的一段日子。
-- Table, sorted by unit_class, from_on, completed_count, expected_count.
with turns as (
    select
        unit_stretches.unit_class,
        unit_stretches.completed_count,
        unit_stretches.expected_count,
        unit_stretches.from_on as turned_on,
        1 as change
    from intermediate.unit_stretches
    where unit_stretches.is_on_roster = 1
        and unit_stretches.expected_count > 0

    union all

    select
        unit_stretches.unit_class,
        unit_stretches.completed_count,
        unit_stretches.expected_count,
        unit_stretches.until_on as turned_on,
        -1 as change
    from intermediate.unit_stretches
    where unit_stretches.is_on_roster = 1
        and unit_stretches.expected_count > 0
),

changes as (
    select
        turns.unit_class,
        turns.completed_count,
        turns.expected_count,
        turns.turned_on,
        sum(turns.change) as change
    from turns
    where turns.unit_class is not null
    group by
        turns.unit_class,
        turns.completed_count,
        turns.expected_count,
        turns.turned_on
    having sum(turns.change) <> 0
),

running as (
    select
        changes.unit_class,
        changes.completed_count,
        changes.expected_count,
        changes.turned_on as from_on,
        coalesce(
            lead(changes.turned_on) over (
                partition by
                    changes.unit_class,
                    changes.completed_count,
                    changes.expected_count
                order by changes.turned_on
            ),
            cast('9999-12-31' as date)
        ) as until_on,
        sum(changes.change) over so_far as unit_count
    from changes
    window so_far as (
        partition by
            changes.unit_class,
            changes.completed_count,
            changes.expected_count
        order by changes.turned_on
        rows between unbounded preceding and current row
    )
)

select
    running.unit_class,
    running.completed_count,
    running.expected_count,
    running.from_on,
    running.until_on,
    cast(running.unit_count as integer) as unit_count,
    running.completed_count * 1.0 / running.expected_count as completed_ratio
from running
where running.unit_count > 0
