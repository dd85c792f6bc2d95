-- One row per obligation of the class that is overdue, or whose unit has only part of it past its deadline, the longest first.
-- Name: 某类单位谁逾期 | Who is late in a class
-- Note: 逾期未办与逾期仍不齐的事项，拖得最久的在前。 | Overdue, or incomplete past the deadline; the longest late first.
-- $unit_class: | 单位类别，空为全部 | Class of units; blank = all
select
    compliance.unit_id,
    compliance.unit_name,
    compliance.unit_class,
    compliance.requirement_title,
    compliance.bearer_name,
    compliance.status,
    compliance.due_on,
    date_diff('day', compliance.due_on, compliance.as_of) as overdue_days,
    compliance.missing_zh
from marts.compliance as compliance
where
    compliance.is_past_due = 1
    and compliance.status in ('overdue', 'incomplete')
    and ($unit_class is null or compliance.unit_class = $unit_class)
order by
    compliance.due_on,
    compliance.unit_id,
    compliance.requirement_order,
    compliance.bearer_id
