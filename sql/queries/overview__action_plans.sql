-- One row per action plan, in the plan's order.
select
    action_plans.*,
    action_plans.done_count + action_plans.done_late_count as complete_count,
    action_plans.behind_count + action_plans.overdue_count as late_count,
    action_plans.stale_count + action_plans.no_report_count as silent_count
from marts.action_plans as action_plans
order by action_plans.action_order
