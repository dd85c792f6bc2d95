-- One row per obligation that row $evidence_id of unit $unit_id answers, moves the deadline of, or proves a check of.
with named as (
    select
        row_obligations.obligation_id,
        row_obligations.row_role,
        case row_obligations.row_role when 'answers' then 1 when 'planned' then 3 else 4 end as role_order
    from marts.row_obligations
    where row_obligations.unit_id = $unit_id and row_obligations.evidence_id = $evidence_id

    union all

    select
        waivers.obligation_id,
        'waives' as row_role,
        2 as role_order
    from marts.waivers
    where waivers.unit_id = $unit_id and waivers.evidence_id = $evidence_id

    union all

    select
        check_evidence.obligation_id,
        'proves' as row_role,
        5 as role_order
    from marts.check_evidence
    where check_evidence.unit_id = $unit_id
        and check_evidence.upload_id = $upload_id
        and check_evidence.sheet_name = $sheet_name
        and check_evidence.row_number = $row_number
)

select
    compliance.obligation_id,
    compliance.unit_id,
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.bearer_id,
    compliance.bearer_name,
    compliance.status,
    arg_min(named.row_role, named.role_order) as row_role,
    min(named.role_order) as role_order
from named
inner join marts.compliance
    on compliance.obligation_id = named.obligation_id
    and compliance.unit_id = $unit_id
group by
    compliance.obligation_id,
    compliance.unit_id,
    compliance.requirement_id,
    compliance.requirement_order,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.bearer_id,
    compliance.bearer_name,
    compliance.status
order by role_order, compliance.requirement_order, compliance.bearer_id
