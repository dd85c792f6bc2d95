-- One row per requirement that somebody has done: how long before its deadline.
-- Name: 各项要求的提前量 | Lead time by requirement
-- Note: 最早、居中与最晚一次完成距时限的天数。 | The earliest, middle and latest completion, in days before the deadline.
with leads as (
    select
        compliance.requirement_id,
        compliance.requirement_order,
        compliance.requirement_title,
        date_diff('day', compliance.done_on, compliance.due_on) as lead_days
    from marts.compliance as compliance
    where compliance.status in ('done', 'done_late') and compliance.due_on is not null
)

select
    leads.requirement_id,
    leads.requirement_title,
    count(*) as done_count,
    max(leads.lead_days) as earliest_lead_days,
    median(leads.lead_days) as middle_lead_days,
    min(leads.lead_days) as latest_lead_days,
    count(*) filter (where leads.lead_days < 0) as late_count
from leads
group by leads.requirement_id, leads.requirement_order, leads.requirement_title
order by leads.requirement_order
