-- One row: the day the pages speak of, the plan's window and what the published store was built from.
select
    overview.as_of,
    overview.plan_title,
    overview.plan_title_en,
    overview.starts_on,
    greatest(overview.ends_on, overview.as_of, overview.last_report_on) as last_on,
    overview.unit_count,
    overview.silent_unit_count,
    overview.silent_days,
    overview.last_report_on,
    overview.ledger_number,
    overview.built_at
from marts.overview as overview
