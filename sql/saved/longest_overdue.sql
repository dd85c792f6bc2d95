-- One row per requirement and unit that is overdue for at least so many days, the longest first.
-- Name: 逾期最久 | The longest overdue
-- Note: 同一单位同一要求的多个主体合为一行。 | Several bearers of one unit and requirement make one row.
-- $least_days: 1 | 至少逾期多少天 | Overdue for at least how many days
select
    compliance.unit_id,
    compliance.unit_name,
    compliance.guidance_group,
    compliance.requirement_title,
    min(compliance.due_on) as first_due_on,
    max(date_diff('day', compliance.due_on, compliance.as_of)) as overdue_days,
    count(*) as obligation_count
from marts.compliance as compliance
where
    compliance.status = 'overdue'
    and date_diff('day', compliance.due_on, compliance.as_of) >= cast($least_days as integer)
group by
    compliance.unit_id,
    compliance.unit_name,
    compliance.guidance_group,
    compliance.requirement_title
order by overdue_days desc, compliance.unit_id, compliance.requirement_title
