-- One row per obligation of a requirement: who has done it, who has not and who was late, worst first.
select
    compliance.unit_id,
    compliance.unit_name,
    compliance.requirement_id,
    compliance.bearer_id,
    compliance.guidance_group,
    case when compliance.bearer = 'branch' then compliance.bearer_name else '' end as bearer_name,
    compliance.status,
    compliance.due_on,
    compliance.done_on,
    compliance.days_late,
    compliance.reason_zh,
    compliance.reason_en,
    case
        when compliance.status = 'done' then 'has'
        when compliance.status = 'done_late' then 'late'
        else 'has_not'
    end as answer
from marts.compliance as compliance
where
    compliance.requirement_id = $requirement_id
    and compliance.status <> 'not_applicable'
order by compliance.status_order, compliance.unit_id, bearer_name
