-- One row per owed requirement, due day, status and stretch of days on which equally many obligations stand there.
-- 每行：一项要求在某一时限下处于某状态的应办事项数不变的一段日子。
-- Table, sorted by from_on, requirement_id, due_on, status_order.
with turns as (
    select
        obligation_statuses.requirement_id,
        obligation_statuses.due_on,
        obligation_statuses.status,
        obligation_statuses.status_order,
        obligation_statuses.is_expected,
        obligation_statuses.is_past_due,
        obligation_statuses.is_expected_original,
        obligation_statuses.is_expected_original
            * obligation_statuses.is_complete as is_completed_original,
        obligation_statuses.is_expected_original
            * obligation_statuses.is_punctual_original as is_on_time_original,
        obligation_statuses.is_expected_extended,
        obligation_statuses.is_expected_extended
            * obligation_statuses.is_complete as is_completed_extended,
        obligation_statuses.is_expected_extended
            * obligation_statuses.is_punctual_extended as is_on_time_extended,
        obligation_statuses.from_on as turned_on,
        1 as change
    from intermediate.obligation_statuses
    where obligation_statuses.duty = 'owed'

    union all

    select
        obligation_statuses.requirement_id,
        obligation_statuses.due_on,
        obligation_statuses.status,
        obligation_statuses.status_order,
        obligation_statuses.is_expected,
        obligation_statuses.is_past_due,
        obligation_statuses.is_expected_original,
        obligation_statuses.is_expected_original
            * obligation_statuses.is_complete as is_completed_original,
        obligation_statuses.is_expected_original
            * obligation_statuses.is_punctual_original as is_on_time_original,
        obligation_statuses.is_expected_extended,
        obligation_statuses.is_expected_extended
            * obligation_statuses.is_complete as is_completed_extended,
        obligation_statuses.is_expected_extended
            * obligation_statuses.is_punctual_extended as is_on_time_extended,
        obligation_statuses.until_on as turned_on,
        -1 as change
    from intermediate.obligation_statuses
    where obligation_statuses.duty = 'owed'
),

daily_turns as (
    select
        turns.requirement_id,
        turns.due_on,
        turns.status,
        turns.status_order,
        turns.is_expected,
        turns.is_past_due,
        turns.is_expected_original,
        turns.is_completed_original,
        turns.is_on_time_original,
        turns.is_expected_extended,
        turns.is_completed_extended,
        turns.is_on_time_extended,
        turns.turned_on,
        sum(turns.change) as change
    from turns
    group by
        turns.requirement_id,
        turns.due_on,
        turns.status,
        turns.status_order,
        turns.is_expected,
        turns.is_past_due,
        turns.is_expected_original,
        turns.is_completed_original,
        turns.is_on_time_original,
        turns.is_expected_extended,
        turns.is_completed_extended,
        turns.is_on_time_extended,
        turns.turned_on
),

running as (
    select
        daily_turns.*,
        coalesce(
            lead(daily_turns.turned_on) over (
                partition by
                    daily_turns.requirement_id,
                    daily_turns.due_on,
                    daily_turns.status,
                    daily_turns.status_order,
                    daily_turns.is_expected,
                    daily_turns.is_past_due,
                    daily_turns.is_expected_original,
                    daily_turns.is_completed_original,
                    daily_turns.is_on_time_original,
                    daily_turns.is_expected_extended,
                    daily_turns.is_completed_extended,
                    daily_turns.is_on_time_extended
                order by daily_turns.turned_on
            ),
            cast('9999-12-31' as date)
        ) as until_on,
        sum(daily_turns.change) over (
            partition by
                daily_turns.requirement_id,
                daily_turns.due_on,
                daily_turns.status,
                daily_turns.status_order,
                daily_turns.is_expected,
                daily_turns.is_past_due,
                daily_turns.is_expected_original,
                daily_turns.is_completed_original,
                daily_turns.is_on_time_original,
                daily_turns.is_expected_extended,
                daily_turns.is_completed_extended,
                daily_turns.is_on_time_extended
            order by daily_turns.turned_on
            rows between unbounded preceding and current row
        ) as obligation_count
    from daily_turns
)

select
    running.requirement_id,
    running.due_on,
    running.status,
    running.status_order,
    running.is_expected,
    running.is_past_due,
    running.is_expected_original,
    running.is_completed_original,
    running.is_on_time_original,
    running.is_expected_extended,
    running.is_completed_extended,
    running.is_on_time_extended,
    running.turned_on as from_on,
    running.until_on,
    cast(running.obligation_count as integer) as obligation_count
from running
where running.obligation_count > 0
