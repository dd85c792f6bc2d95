-- One row per unit that owes something, worst first: what is overdue, incomplete and waiting for a mark, and what is completed of what is due.
select
    units.unit_id,
    units.unit_name,
    units.overdue_count,
    units.incomplete_count,
    units.needs_review_count,
    units.completed_count,
    units.expected_count
from marts.units as units
where units.obligation_count > 0
order by
    units.overdue_count desc,
    units.incomplete_count desc,
    units.needs_review_count desc,
    units.completed_ratio nulls last,
    units.unit_id
