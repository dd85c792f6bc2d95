-- One row per requirement and reading that it rests on, as chosen now.
select
    readings.requirement_id,
    readings.reading_key,
    readings.reading_value,
    readings.why as reading_why
from reference.requirement_readings as readings
order by readings.requirement_id, readings.reading_key
