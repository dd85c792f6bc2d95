-- One row per value of a term of a condition, on which a requirement, check or milestone applies.
-- 每行：适用条件中一项的一个取值；要求、核查项或里程碑只在符合时适用。
select
    conditions.owner_kind,
    conditions.owner_id,
    conditions.term_number,
    conditions.alternative_number,
    conditions.subject,
    conditions.source_id,
    case
        when conditions.subject = 'unit' then 'units'
        else coalesce(requirements.evidence_sheet, 'progress')
    end as sheet,
    conditions.field,
    conditions.operator,
    conditions.value
from plan.conditions
left join plan.requirements
    on requirements.requirement_id = conditions.source_id
