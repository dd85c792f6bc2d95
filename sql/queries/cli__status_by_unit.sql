-- One row per unit, the worst first.
select
    units.unit_id,
    units.unit_name,
    units.unit_class,
    units.guidance_group,
    units.worst_status,
    units.next_due_on,
    units.obligation_count,
    units.expected_count,
    units.completed_count,
    units.on_time_count,
    units.completed_ratio,
    units.on_time_ratio,
    units.overdue_count,
    units.incomplete_count,
    units.needs_review_count,
    units.due_soon_count,
    units.past_due_count
from marts.units
order by units.worst_status_order, units.unit_id
