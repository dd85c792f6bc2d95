-- One row per obligation of the unit: its status, deadlines and what is missing.
-- Name: 一个单位的全部事项 | Everything a unit owes
-- Note: 按计划次序；不适用的不列。 | In the order of the plan; what does not apply is left out.
-- $unit_id: | 单位编码，空为全部 | Unit, by its code; blank = all
select
    compliance.unit_id,
    compliance.unit_name,
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.bearer_name,
    compliance.status,
    compliance.original_due_on,
    compliance.due_on,
    compliance.done_on,
    compliance.days_late,
    compliance.missing_zh,
    compliance.reason_zh
from marts.compliance as compliance
where
    compliance.status <> 'not_applicable'
    and ($unit_id is null or compliance.unit_id = $unit_id)
order by compliance.unit_id, compliance.requirement_order, compliance.bearer_id
