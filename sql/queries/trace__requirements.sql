-- One row per requirement that unit $unit_id owes or would owe, in the plan's order.
select distinct
    compliance.requirement_id,
    compliance.requirement_order,
    compliance.requirement_title,
    compliance.requirement_title_en
from marts.compliance
where compliance.unit_id = $unit_id
order by compliance.requirement_order
