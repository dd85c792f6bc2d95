-- One row per requirement of the unit: the worst light among its bearers, its dates, and what is missing in words.
select
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
    max(compliance.done_on) as done_on,
    max(compliance.days_late) as days_late,
    case when count(*) = 1 then any_value(compliance.missing_zh) else '' end as missing_zh,
    case when count(*) = 1 then any_value(compliance.missing_en) else '' end as missing_en
from marts.compliance as compliance
where compliance.unit_id = $unit_id and compliance.status <> 'not_applicable'
group by
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.requirement_order,
    compliance.clause_id,
    compliance.bearer
order by status_order, due_on nulls last, compliance.requirement_order
