-- One row per number of days between doing and deadline: how many obligations were done then.
-- Name: 提前量分布 | Lead-time distribution
-- Note: 完成日距时限的天数；负数为逾期完成。 | Days from completion to the deadline in force; below nought = done late.
-- $requirement_id: | 要求编号，空为全部 | Requirement, by its code; blank = all
-- $unit_class: | 单位类别，空为全部 | Class of units; blank = all
select
    date_diff('day', compliance.done_on, compliance.due_on) as lead_days,
    count(*) as obligation_count,
    count(distinct compliance.unit_id) as unit_count
from marts.compliance as compliance
where
    compliance.status in ('done', 'done_late')
    and compliance.due_on is not null
    and ($requirement_id is null or compliance.requirement_id = $requirement_id)
    and ($unit_class is null or compliance.unit_class = $unit_class)
group by lead_days
order by lead_days desc
