-- One row per term of a comparison.
select operands.*
from reference.operands as operands
order by operands.check_id, operands.side, operands.term_number
