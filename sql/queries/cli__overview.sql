-- One row: the figures above the table of statuses.
select
    overview.as_of,
    overview.plan_title,
    overview.unit_count,
    overview.overdue_unit_count,
    overview.expected_count,
    overview.completed_count,
    overview.on_time_count,
    overview.overdue_count,
    overview.due_this_week_count,
    overview.silent_unit_count,
    overview.upload_count,
    overview.ledger_number,
    overview.built_at
from marts.overview
