-- One row per unit of which a step is asked: how it stands there, worst first.
select
    compliance.unit_id,
    compliance.unit_name,
    compliance.unit_class,
    compliance.guidance_group,
    compliance.status,
    compliance.due_on,
    compliance.done_on,
    coalesce(compliance.late_zh, compliance.missing_zh) as reason_zh,
    coalesce(compliance.late_en, compliance.missing_en) as reason_en
from marts.compliance as compliance
where
    compliance.requirement_id = $requirement_id
    and compliance.status not in ('not_applicable', 'exempt')
    and ($unit_class is null or compliance.unit_class = $unit_class)
    and ($guidance_group is null or compliance.guidance_group = $guidance_group)
order by compliance.status_order, compliance.unit_id
