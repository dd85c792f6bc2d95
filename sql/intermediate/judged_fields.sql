-- One row per field that the plan's rules or the judging itself read.
-- 每行：计划的规则或判定过程会用到的一个字段。
select checks.field
from plan.checks
where checks.field is not null

union

select operands.field
from plan.operands
where operands.field is not null

union

select operands.filter_field as field
from plan.operands
where operands.filter_field is not null

union

select conditions.field
from plan.conditions

union

select requirements.evidence_date_field as field
from plan.requirements
where requirements.evidence_date_field is not null

union

select fixed.field
from (
    values
        ('planned_on'),
        ('held_on'),
        ('completed_on'),
        ('submitted_on'),
        ('leave_count'),
        ('supplied_on'),
        ('supplied_items'),
        ('reviewer'),
        ('check_id'),
        ('sent_on'),
        ('reviewed_on'),
        ('conclusion')
) as fixed(field)
