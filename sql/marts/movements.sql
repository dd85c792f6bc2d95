-- One row per owed obligation that stands better or worse than seven days before.
-- 每行：一项状况比七天前变好或变差的应办事项。
-- A status can differ only where a stretch began since, so the others are not even looked at.
with turned as (
    select
        clock.as_of,
        obligation_statuses.obligation_id,
        obligation_statuses.unit_id,
        obligation_statuses.requirement_id,
        obligation_statuses.bearer_id,
        obligation_statuses.status,
        obligation_statuses.status_order
    from intermediate.clock
    inner join intermediate.obligation_statuses
        on obligation_statuses.from_on > clock.as_of - 7
        and obligation_statuses.from_on <= clock.as_of
        and obligation_statuses.until_on > clock.as_of
    where obligation_statuses.duty = 'owed'
)

select
    turned.as_of,
    turned.obligation_id,
    turned.unit_id,
    day_units.unit_name,
    day_units.unit_class,
    day_units.guidance_group,
    turned.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    turned.bearer_id,
    week_ago_statuses.status as status_before,
    turned.status,
    turned.status_order,
    case
        when standings.standing > standings_before.standing then 'better'
        else 'worse'
    end as direction
from turned
inner join intermediate.week_ago_statuses
    on week_ago_statuses.obligation_id = turned.obligation_id
    and week_ago_statuses.unit_id = turned.unit_id
inner join intermediate.standings
    on standings.status = turned.status
inner join intermediate.standings as standings_before
    on standings_before.status = week_ago_statuses.status
inner join plan.requirements
    on requirements.requirement_id = turned.requirement_id
left join intermediate.day_units
    on day_units.unit_id = turned.unit_id
where standings.standing <> standings_before.standing
