-- One row per requirement and stretch of days on which its overdue obligations stay the same.
-- 每行：一项要求的逾期未办事项不变的一段日子。
-- Table, sorted by from_on, requirement_id.
with overdue as (
    select
        obligation_statuses.requirement_id,
        obligation_statuses.unit_id,
        obligation_statuses.due_on,
        obligation_statuses.from_on,
        obligation_statuses.until_on
    from intermediate.obligation_statuses
    where obligation_statuses.duty = 'owed'
        and obligation_statuses.status = 'overdue'
),

turning_days as (
    select
        overdue.requirement_id,
        overdue.from_on
    from overdue

    union

    select
        overdue.requirement_id,
        overdue.until_on as from_on
    from overdue
),

stretches as (
    select
        turning_days.requirement_id,
        turning_days.from_on,
        lead(turning_days.from_on) over (
            partition by turning_days.requirement_id
            order by turning_days.from_on
        ) as until_on
    from turning_days
)

select
    stretches.requirement_id,
    stretches.from_on,
    stretches.until_on,
    min(overdue.due_on) as first_due_on,
    cast(count(*) as integer) as overdue_count,
    cast(count(distinct overdue.unit_id) as integer) as overdue_unit_count
from stretches
inner join overdue
    on overdue.requirement_id = stretches.requirement_id
    and overdue.from_on <= stretches.from_on
    and overdue.until_on > stretches.from_on
group by
    stretches.requirement_id,
    stretches.from_on,
    stretches.until_on
