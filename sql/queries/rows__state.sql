-- One row: whether row $evidence_id of unit $unit_id counts on the day, and which row stands in its place.
select row_states.*
from marts.row_states
where row_states.unit_id = $unit_id and row_states.evidence_id = $evidence_id
