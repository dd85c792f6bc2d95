-- One row per owed obligation with its status on the day, for holding two builds against each other.
select
    compliance.obligation_id,
    compliance.unit_id,
    compliance.unit_name,
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.bearer_id,
    compliance.bearer_name,
    compliance.status,
    compliance.status_order
from marts.compliance as compliance
order by compliance.obligation_id, compliance.unit_id
