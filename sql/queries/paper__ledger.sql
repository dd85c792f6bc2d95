-- One row per obligation: its one status on the day, its deadlines, what is missing in words, and the cells that it was judged by; by unit, in the plan's order.
with places as (
    select
        check_evidence.obligation_id,
        check_evidence.unit_id,
        check_evidence.upload_id,
        check_evidence.file_name || ' › ' || check_evidence.sheet_name || ' › '
            || string_agg(distinct check_evidence.cell, '、' order by check_evidence.cell) as place
    from marts.check_evidence as check_evidence
    where check_evidence.cell is not null
    group by
        check_evidence.obligation_id,
        check_evidence.unit_id,
        check_evidence.upload_id,
        check_evidence.file_name,
        check_evidence.sheet_name,
        check_evidence.row_number
),

proofs as (
    select
        places.obligation_id,
        places.unit_id,
        string_agg(places.place, chr(10) order by places.upload_id, places.place) as places
    from places
    group by places.obligation_id, places.unit_id
)

select
    compliance.unit_id,
    compliance.unit_name,
    compliance.unit_class,
    compliance.guidance_group,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.clause_id,
    compliance.bearer_name,
    compliance.owed_by,
    compliance.status,
    compliance.original_due_on,
    compliance.due_on,
    compliance.done_on,
    compliance.days_late,
    compliance.reason_zh,
    compliance.reason_en,
    proofs.places
from marts.compliance as compliance
left join proofs
    on proofs.obligation_id = compliance.obligation_id
    and proofs.unit_id = compliance.unit_id
order by compliance.unit_id, compliance.requirement_order, compliance.bearer_id
