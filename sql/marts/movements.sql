-- One row per owed obligation whose status differs from seven days before.
-- 每行:一项状态与七天前不同的应办事项。
select
    day_statuses.as_of,
    day_statuses.obligation_id,
    day_statuses.unit_id,
    day_units.unit_name,
    day_units.unit_class,
    day_units.guidance_group,
    day_statuses.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    day_statuses.bearer_id,
    week_ago_statuses.status as status_before,
    day_statuses.status,
    day_statuses.status_order,
    -- Coming nearer to a deadline is not a movement for the worse by itself; passing it is.
    case
        when day_statuses.status in ('overdue', 'incomplete') then 'worse'
        when day_statuses.status in ('done', 'done_late', 'exempt') then 'better'
        when day_statuses.status_order > week_ago_statuses.status_order
            then 'better'
        else 'worse'
    end as direction
from intermediate.day_statuses
inner join intermediate.week_ago_statuses
    on week_ago_statuses.obligation_id = day_statuses.obligation_id
    and week_ago_statuses.unit_id = day_statuses.unit_id
inner join plan.requirements
    on requirements.requirement_id = day_statuses.requirement_id
left join intermediate.day_units
    on day_units.unit_id = day_statuses.unit_id
where day_statuses.status <> week_ago_statuses.status
