-- One row per unit with something overdue or incomplete, worst first.
select
    units.unit_id,
    units.unit_name,
    units.unit_class,
    units.guidance_group,
    units.overdue_count,
    units.incomplete_count,
    units.needs_review_count,
    units.completed_count,
    units.expected_count,
    units.completed_ratio
from marts.unit_lights as units
where units.overdue_count > 0 or units.incomplete_count > 0
order by
    units.overdue_count desc,
    units.incomplete_count desc,
    units.completed_ratio nulls first,
    units.unit_id
limit $row_limit
