-- One row per reading that requirement $requirement_id rests on.
select
    requirement_readings.reading_key,
    requirement_readings.reading_value,
    requirement_readings.why
from reference.requirement_readings
where requirement_readings.requirement_id = $requirement_id
order by requirement_readings.reading_key
