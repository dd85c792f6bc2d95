-- One row: the plan's window, where it lives, and the last day that was reported on.
-- 仅一行：计划的起止日、所在时区及最近填报日。
-- Table, sorted by starts_on.
select
    plan.time_zone,
    plan.starts_on,
    plan.ends_on,
    coalesce(build.latest_report_on, plan.starts_on) as latest_report_on
from plan.plan
cross join raw.build
