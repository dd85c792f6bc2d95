-- One row per step of an evaluation, in its order: of how many units it is asked, and how many have done it.
select
    steps.requirement_id,
    steps.requirement_title,
    steps.requirement_title_en,
    count(*) as obligation_count,
    count(*) filter (where compliance.status in ('done', 'done_late')) as completed_count,
    count(*) filter (where compliance.status = 'incomplete') as incomplete_count,
    count(*) filter (where compliance.status = 'overdue') as overdue_count
from reference.evaluation_steps as steps
inner join marts.compliance as compliance
    on compliance.requirement_id = steps.requirement_id
where
    compliance.status not in ('not_applicable', 'exempt')
    and ($unit_class is null or compliance.unit_class = $unit_class)
    and ($guidance_group is null or compliance.guidance_group = $guidance_group)
group by
    steps.requirement_id,
    steps.requirement_title,
    steps.requirement_title_en,
    steps.step_stage,
    steps.requirement_order
order by steps.step_stage, steps.requirement_order
