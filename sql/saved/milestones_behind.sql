-- One row per milestone that is behind, overdue, stale or not reported, the worst first.
-- Name: 滞后的里程碑 | Milestones that are behind
-- Note: 完成比例与按时间应达的比例并列。 | The share done beside the share that time alone would ask for.
select
    milestones.action_id,
    milestones.milestone_id,
    milestones.milestone_title,
    milestones.owners,
    milestones.status,
    milestones.completion_ratio,
    milestones.expected_ratio,
    milestones.due_on,
    milestones.last_counted_on,
    milestones.stale_days
from marts.milestones as milestones
where milestones.status in ('behind', 'overdue', 'stale', 'no_report')
order by milestones.status_order, milestones.due_on nulls last, milestones.milestone_order
