-- One row per check and field whose cells prove or refute it, and whose evidence it is: its own, another requirement's, the roster's, rows counted.
-- 每行：一条核查所依据的一个字段，及其属于本项佐证、另一要求的佐证、名册还是被计数的行。
-- Table, sorted by check_id, cell_source, field.
select
    checks.check_id,
    'own' as cell_source,
    checks.requirement_id as source_id,
    checks.field
from plan.checks
where checks.field is not null

union

select
    operands.check_id,
    case operands.operand_kind
        when 'unit' then 'units'
        when 'branch' then 'branches'
        else 'own'
    end as cell_source,
    checks.requirement_id as source_id,
    operands.field
from plan.operands
inner join plan.checks
    on checks.check_id = operands.check_id
where operands.field is not null

union

select
    checks.check_id,
    'own' as cell_source,
    checks.requirement_id as source_id,
    'leave_count' as field
from plan.checks
where checks.check_kind = 'attendance'

union

select
    checks.check_id,
    'own' as cell_source,
    checks.requirement_id as source_id,
    requirements.evidence_date_field as field
from plan.checks
inner join plan.requirements
    on requirements.requirement_id = checks.requirement_id
where checks.family in ('timing', 'mark')

union

select
    checks.check_id,
    'other' as cell_source,
    checks.anchor_id as source_id,
    anchors.evidence_date_field as field
from plan.checks
inner join plan.requirements as anchors
    on anchors.requirement_id = checks.anchor_id

union

select
    checks.check_id,
    'units' as cell_source,
    checks.requirement_id as source_id,
    coalesce(checks.item_attribute, checks.reviewer_attribute) as field
from plan.checks
where coalesce(checks.item_attribute, checks.reviewer_attribute) is not null

union

select
    checks.check_id,
    'mark' as cell_source,
    checks.requirement_id as source_id,
    'conclusion' as field
from plan.checks
where checks.family = 'mark'

union

-- Rows of a sheet that are only counted are proved by the cell counted by, else by the one that says what the row is.
select
    operands.check_id,
    'rows' as cell_source,
    operands.sheet as source_id,
    coalesce(operands.filter_field, naming.field) as field
from plan.operands
left join (
    values
        ('meetings', 'meeting_type'),
        ('reports', 'report_type'),
        ('reviews', 'material_type'),
        ('evaluations', 'evaluation_form'),
        ('progress', 'milestone_id'),
        ('problems', 'problem_number'),
        ('waivers', 'waiver_type')
) as naming(sheet, field)
    on naming.sheet = operands.sheet
where operands.operand_kind = 'sheet_rows'
