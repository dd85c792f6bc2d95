-- One row per value of a term of a condition.
select conditions.*
from reference.conditions as conditions
order by conditions.owner_id, conditions.term_number, conditions.alternative_number
