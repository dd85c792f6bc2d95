-- One row: the rates of requirement $requirement_id, by each of the three bases.
select requirements.*
from marts.requirements as requirements
where requirements.requirement_id = $requirement_id
