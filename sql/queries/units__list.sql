-- One row per unit that the choices leave, worst first.
select
    units.unit_id,
    units.unit_name,
    units.unit_class,
    units.guidance_group,
    units.worst_status,
    units.completed_count,
    units.expected_count,
    units.completed_ratio,
    units.on_time_count,
    units.overdue_count,
    units.incomplete_count,
    units.needs_review_count,
    units.due_soon_count,
    units.next_due_on,
    units.last_report_on,
    units.active_until_on,
    units.merged_into
from marts.units as units
where
    ($unit_class is null or units.unit_class = $unit_class)
    and ($guidance_group is null or units.guidance_group = $guidance_group)
    and (
        $status is null
        or exists (
            select 1
            from marts.compliance as compliance
            where compliance.unit_id = units.unit_id and compliance.status = $status
        )
    )
    and (
        contains(units.unit_name, $search)
        or contains(lower(units.unit_id), lower($search))
    )
order by
    units.overdue_count desc,
    units.incomplete_count desc,
    units.worst_status_order,
    units.completed_ratio nulls last,
    units.unit_id
