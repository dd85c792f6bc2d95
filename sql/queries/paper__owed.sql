-- One row per obligation that is overdue or incomplete on the day: what exactly is missing, and where it is to be handed in; by class and unit, the oldest first.
with asked as (
    select
        checks.requirement_id,
        string_agg(checks.item_literal, '、' order by checks.check_order)
            filter (where checks.check_kind = 'recipient') as recipients,
        string_agg(checks.item_literal, '、' order by checks.check_order)
            filter (where checks.check_kind = 'attachment') as attachments
    from reference.checks as checks
    where checks.severity = 'required'
    group by checks.requirement_id
)

select
    compliance.obligation_id,
    compliance.unit_id,
    compliance.unit_name,
    compliance.unit_class,
    compliance.bearer,
    compliance.bearer_id,
    compliance.owed_by,
    case when compliance.bearer = 'branch' then compliance.bearer_name end as bearer_name,
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.clause_id,
    compliance.status,
    compliance.due_on,
    compliance.days_late,
    compliance.reason_zh,
    compliance.reason_en,
    requirements.evidence_sheet,
    requirements.evidence_types,
    asked.recipients,
    asked.attachments
from marts.compliance as compliance
inner join reference.requirements as requirements
    on requirements.requirement_id = compliance.requirement_id
left join asked
    on asked.requirement_id = compliance.requirement_id
where compliance.status in ('overdue', 'incomplete')
order by
    compliance.unit_class nulls last,
    compliance.unit_id,
    compliance.bearer = 'group',
    compliance.due_on nulls last,
    compliance.requirement_order,
    compliance.bearer_id
