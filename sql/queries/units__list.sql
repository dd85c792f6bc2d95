-- One row per unit that the choices leave, worst first.
-- Only what does not apply is looked for among all obligations; the rest have their lights.
with owing as (
    select lights.unit_id
    from marts.obligation_lights as lights
    where
        ($status is not null or $owes is not null)
        and ($status is null or lights.status = $status)
        and ($owes is null or lights.requirement_id = $owes)

    union all

    select compliance.unit_id
    from marts.compliance
    where
        $status = 'not_applicable'
        and compliance.status = $status
        and ($owes is null or compliance.requirement_id = $owes)
)

select
    units.unit_id,
    units.unit_name,
    units.short_names,
    units.unit_class,
    units.guidance_group,
    units.worst_status,
    units.obligation_count,
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
        ($status is null and $owes is null)
        or units.unit_id in (select owing.unit_id from owing)
    )
    and (
        contains(units.unit_name, $search)
        or contains(units.short_names, $search)
        or contains(lower(units.unit_id), lower($search))
    )
order by
    if($sort = 'code', units.unit_id, null) nulls last,
    if($sort = 'ratio', units.completed_ratio, null) nulls last,
    if($sort = 'next', units.next_due_on, null) nulls last,
    -- Who has never reported has been silent longest.
    if($sort = 'silent', coalesce(units.last_report_on, date '0001-01-01'), null) nulls last,
    units.overdue_count desc,
    units.incomplete_count desc,
    units.worst_status_order,
    units.completed_ratio nulls last,
    units.unit_id
