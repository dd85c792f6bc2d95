-- One row per term on either side of a check that compares a value with a value.
-- 每行：比较数值的核查项中一边的一个运算项。
select
    operands.check_id,
    operands.side,
    operands.term_number,
    operands.sign,
    operands.operand_kind,
    operands.number_value,
    operands.sheet,
    operands.field,
    operands.filter_field,
    operands.filter_value
from plan.operands
