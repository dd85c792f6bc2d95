-- One row per clause and reading that it rests on.
select readings.*
from reference.clause_readings as readings
order by readings.clause_id, readings.reading_key
