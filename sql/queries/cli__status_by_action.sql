-- One row per action plan.
select
    action_plans.action_id,
    action_plans.action_title,
    action_plans.action_title_en,
    action_plans.milestone_count,
    action_plans.done_count,
    action_plans.done_late_count,
    action_plans.on_track_count,
    action_plans.behind_count,
    action_plans.overdue_count,
    action_plans.stale_count,
    action_plans.no_report_count,
    action_plans.completion_ratio,
    action_plans.expected_ratio,
    action_plans.status as milestone_status,
    action_plans.last_counted_on
from marts.action_plans
order by action_plans.action_order
