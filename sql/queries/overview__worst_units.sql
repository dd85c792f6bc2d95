-- One row per unit with something overdue or incomplete, worst first; of the twenty that are published for each day.
select
    worst.unit_id,
    worst.unit_name,
    worst.unit_class,
    worst.guidance_group,
    worst.overdue_count,
    worst.incomplete_count,
    worst.needs_review_count,
    worst.completed_count,
    worst.expected_count,
    worst.completed_ratio
from marts.worst_units as worst
where worst.place <= $row_limit
order by worst.place
