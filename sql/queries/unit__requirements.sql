-- One row per requirement of the unit: the worst light among its bearers, its dates, what is missing in words, and the phrases whose readings it rests on.
-- What an event's own deadline brings in counts only until that event is held or planned.
with owed as materialized (
    select compliance.*
    from marts.compliance as compliance
    where compliance.unit_id = $unit_id
),

rests as (
    select
        owed.requirement_id,
        string_agg(distinct requirement_readings.phrase, '、' order by requirement_readings.phrase) as readings_zh,
        string_agg(
            distinct coalesce(requirement_readings.phrase_en, requirement_readings.phrase), ', '
            order by coalesce(requirement_readings.phrase_en, requirement_readings.phrase)
        ) as readings_en
    from owed
    inner join reference.requirement_readings
        on requirement_readings.requirement_id = owed.requirement_id
    where requirement_readings.through_id is null or owed.due_basis not in ('actual', 'planned')
    group by owed.requirement_id
)

select
    any_value(owed.unit_id) as unit_id,
    owed.requirement_id,
    owed.requirement_title,
    owed.requirement_title_en,
    owed.clause_id,
    owed.bearer,
    case
        when count(*) > 1 then
            count(*) filter (where owed.status in ('done', 'done_late')) || ' / ' || count(*)
        else ''
    end as bearers,
    arg_min(owed.status, owed.status_order) as status,
    min(owed.status_order) as status_order,
    min(owed.due_on) as due_on,
    any_value(owed.due_basis) as due_basis,
    -- A requirement is completed when the last of its bearers has completed it.
    case when count(*) = count(owed.done_on) then max(owed.done_on) end as done_on,
    max(owed.days_late) as days_late,
    any_value(rests.readings_zh) as readings_zh,
    any_value(rests.readings_en) as readings_en,
    case when count(*) = 1 then any_value(owed.reason_zh) else '' end as reason_zh,
    case when count(*) = 1 then any_value(owed.reason_en) else '' end as reason_en
from owed
left join rests on rests.requirement_id = owed.requirement_id
where owed.status <> 'not_applicable'
group by
    owed.requirement_id,
    owed.requirement_title,
    owed.requirement_title_en,
    owed.requirement_order,
    owed.clause_id,
    owed.bearer
order by status_order, due_on nulls last, owed.requirement_order
