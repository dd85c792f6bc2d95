-- One row per requirement of the unit: the worst light among its bearers, its dates, what is missing in words, and the phrases whose readings it rests on.
-- What an event's own deadline brings in counts only until that event is held or planned.
with rests as (
    select
        compliance.requirement_id,
        string_agg(distinct requirement_readings.phrase, '、' order by requirement_readings.phrase) as readings_zh,
        string_agg(
            distinct coalesce(requirement_readings.phrase_en, requirement_readings.phrase), ', '
            order by coalesce(requirement_readings.phrase_en, requirement_readings.phrase)
        ) as readings_en
    from marts.compliance as compliance
    inner join reference.requirement_readings
        on requirement_readings.requirement_id = compliance.requirement_id
    where compliance.unit_id = $unit_id
        and (requirement_readings.through_id is null or compliance.due_basis not in ('actual', 'planned'))
    group by compliance.requirement_id
)

select
    any_value(compliance.unit_id) as unit_id,
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.clause_id,
    compliance.bearer,
    case
        when count(*) > 1 then
            count(*) filter (where compliance.status in ('done', 'done_late')) || ' / ' || count(*)
        else ''
    end as bearers,
    arg_min(compliance.status, compliance.status_order) as status,
    min(compliance.status_order) as status_order,
    min(compliance.due_on) as due_on,
    any_value(compliance.due_basis) as due_basis,
    -- A requirement is completed when the last of its bearers has completed it.
    case when count(*) = count(compliance.done_on) then max(compliance.done_on) end as done_on,
    max(compliance.days_late) as days_late,
    any_value(rests.readings_zh) as readings_zh,
    any_value(rests.readings_en) as readings_en,
    case when count(*) = 1 then any_value(compliance.reason_zh) else '' end as reason_zh,
    case when count(*) = 1 then any_value(compliance.reason_en) else '' end as reason_en
from marts.compliance as compliance
left join rests on rests.requirement_id = compliance.requirement_id
where
    compliance.unit_id = $unit_id
    and compliance.status <> 'not_applicable'
group by
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.requirement_order,
    compliance.clause_id,
    compliance.bearer
order by status_order, due_on nulls last, compliance.requirement_order
