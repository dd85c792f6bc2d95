-- One row per branch or other bearer inside the unit, for requirements that several bear.
select
    compliance.unit_id,
    compliance.requirement_id,
    compliance.bearer_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.bearer_name,
    compliance.status,
    compliance.due_on,
    compliance.done_on,
    compliance.reason_zh,
    compliance.reason_en
from marts.compliance as compliance
where
    compliance.unit_id = $unit_id
    and compliance.bearer = 'branch'
    and compliance.status <> 'not_applicable'
order by compliance.requirement_order, compliance.status_order, compliance.bearer_name
