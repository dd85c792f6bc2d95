-- One row per group of units (a class, a guidance group), owed requirement and stretch of days on which its counts stay the same.
-- 每行：一组单位（一个单位类别或一个指导检查组）的一项要求各状态件数均不变的一段日子。
-- Table, sorted by group_kind, group_name, requirement_id, from_on.
with placed as (
    select
        obligation_statuses.requirement_id,
        obligation_statuses.status,
        unit_versions.unit_class,
        unit_versions.guidance_group,
        greatest(
            obligation_statuses.from_on,
            unit_versions.recorded_on
        ) as from_on,
        least(
            obligation_statuses.until_on,
            unit_versions.superseded_on
        ) as until_on
    from intermediate.obligation_statuses
    inner join intermediate.unit_versions
        on unit_versions.unit_id = obligation_statuses.unit_id
        and unit_versions.recorded_on < obligation_statuses.until_on
        and unit_versions.superseded_on > obligation_statuses.from_on
    where obligation_statuses.duty = 'owed'
        and obligation_statuses.status <> 'not_applicable'
),

turns as (
    select
        placed.requirement_id,
        placed.status,
        placed.unit_class,
        placed.guidance_group,
        placed.from_on as turned_on,
        1 as change
    from placed

    union all

    select
        placed.requirement_id,
        placed.status,
        placed.unit_class,
        placed.guidance_group,
        placed.until_on as turned_on,
        -1 as change
    from placed
),

daily_turns as (
    select
        turns.requirement_id,
        turns.status,
        turns.unit_class,
        turns.guidance_group,
        turns.turned_on,
        sum(turns.change) as change
    from turns
    group by
        turns.requirement_id,
        turns.status,
        turns.unit_class,
        turns.guidance_group,
        turns.turned_on
),

grouped as (
    select
        'unit_class' as group_kind,
        daily_turns.unit_class as group_name,
        daily_turns.*
    from daily_turns
    where daily_turns.unit_class is not null

    union all

    select
        'guidance_group' as group_kind,
        daily_turns.guidance_group as group_name,
        daily_turns.*
    from daily_turns
    where daily_turns.guidance_group is not null
),

changes as (
    select
        grouped.group_kind,
        grouped.group_name,
        grouped.requirement_id,
        grouped.turned_on,
        sum(grouped.change) as obligation_change,
        coalesce(sum(grouped.change) filter (
            where grouped.status = 'done'
        ), 0) as done_change,
        coalesce(sum(grouped.change) filter (
            where grouped.status = 'done_late'
        ), 0) as done_late_change,
        coalesce(sum(grouped.change) filter (
            where grouped.status = 'incomplete'
        ), 0) as incomplete_change,
        coalesce(sum(grouped.change) filter (
            where grouped.status = 'overdue'
        ), 0) as overdue_change
    from grouped
    group by
        grouped.group_kind,
        grouped.group_name,
        grouped.requirement_id,
        grouped.turned_on
),

running as (
    select
        changes.group_kind,
        changes.group_name,
        changes.requirement_id,
        changes.turned_on as from_on,
        coalesce(
            lead(changes.turned_on) over (
                partition by
                    changes.group_kind,
                    changes.group_name,
                    changes.requirement_id
                order by changes.turned_on
            ),
            cast('9999-12-31' as date)
        ) as until_on,
        sum(changes.obligation_change) over so_far as obligation_count,
        sum(changes.done_change) over so_far as done_count,
        sum(changes.done_late_change) over so_far as done_late_count,
        sum(changes.incomplete_change) over so_far as incomplete_count,
        sum(changes.overdue_change) over so_far as overdue_count
    from changes
    where changes.obligation_change <> 0
        or changes.done_change <> 0
        or changes.done_late_change <> 0
        or changes.incomplete_change <> 0
        or changes.overdue_change <> 0
    window so_far as (
        partition by
            changes.group_kind,
            changes.group_name,
            changes.requirement_id
        order by changes.turned_on
        rows between unbounded preceding and current row
    )
)

select
    running.group_kind,
    running.group_name,
    running.requirement_id,
    running.from_on,
    running.until_on,
    cast(running.obligation_count as integer) as obligation_count,
    cast(running.done_count as integer) as done_count,
    cast(running.done_late_count as integer) as done_late_count,
    cast(running.incomplete_count as integer) as incomplete_count,
    cast(running.overdue_count as integer) as overdue_count
from running
where running.obligation_count > 0
