-- One row per unit and owed requirement that applies to it: the worst light among its bearers on the day, and how many are done.
-- 每行:一个单位的一项适用要求:各责任主体在“截至”日最重的状态及已办件数。
with counted as (
    select
        day_statuses.as_of,
        day_statuses.unit_id,
        day_statuses.requirement_id,
        min(day_statuses.status_order) as worst_status_order,
        count(*) as obligation_count,
        count(*) filter (
            where day_statuses.status = 'done'
        ) as done_count,
        count(*) filter (
            where day_statuses.status = 'done_late'
        ) as done_late_count,
        count(*) filter (
            where day_statuses.status = 'incomplete'
        ) as incomplete_count,
        count(*) filter (
            where day_statuses.status = 'overdue'
        ) as overdue_count
    from intermediate.day_statuses
    where day_statuses.status <> 'not_applicable'
    group by
        day_statuses.as_of,
        day_statuses.unit_id,
        day_statuses.requirement_id
)

select
    counted.as_of,
    counted.unit_id,
    day_units.unit_name,
    day_units.unit_class,
    day_units.guidance_group,
    requirements.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    counted.worst_status_order,
    case counted.worst_status_order
        when 1 then 'overdue'
        when 2 then 'incomplete'
        when 3 then 'needs_review'
        when 4 then 'due_soon'
        when 5 then 'done_late'
        when 6 then 'not_due'
        when 7 then 'done'
        else 'exempt'
    end as worst_status,
    cast(counted.obligation_count as integer) as obligation_count,
    cast(counted.done_count as integer) as done_count,
    cast(counted.done_late_count as integer) as done_late_count,
    cast(counted.incomplete_count as integer) as incomplete_count,
    cast(counted.overdue_count as integer) as overdue_count
from counted
inner join intermediate.day_units
    on day_units.unit_id = counted.unit_id
inner join plan.requirements
    on requirements.requirement_id = counted.requirement_id
