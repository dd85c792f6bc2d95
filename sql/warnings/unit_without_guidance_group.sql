-- Where the plan asks anything of the guidance groups, a unit that none guides cannot have its drafts reviewed.
select
    day_units.unit_id,
    day_units.unit_name
from intermediate.day_units
cross join plan.plan
where day_units.guidance_group is null
    and day_units.unit_class <> plan.group_class
    and exists (
        select 1
        from plan.requirements
        where requirements.bearer = 'group'
            or requirements.evidence_reviewer_attribute = 'guidance_group'
    )
