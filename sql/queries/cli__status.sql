-- One row per obligation owed, of all units or of $unit_id, the worst first.
select
    compliance.unit_id,
    compliance.unit_name,
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.bearer,
    compliance.bearer_id,
    compliance.bearer_name,
    compliance.original_due_on,
    compliance.due_on,
    compliance.done_on,
    compliance.status,
    compliance.status_order,
    compliance.is_past_due,
    compliance.missing_zh,
    compliance.missing_en
from marts.compliance
where $unit_id is null or compliance.unit_id = $unit_id
order by
    compliance.status_order,
    compliance.due_on nulls last,
    compliance.unit_id,
    compliance.requirement_order,
    compliance.bearer_id
