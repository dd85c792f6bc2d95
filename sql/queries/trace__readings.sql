-- One row per reading that requirement $requirement_id rests on, with why it was chosen and what else it could be.
select
    requirement_readings.reading_key,
    requirement_readings.reading_value,
    readings.alternatives,
    requirement_readings.why as reading_why,
    readings.decided_on,
    readings.decided_by
from reference.requirement_readings
inner join reference.readings
    on readings.reading_key = requirement_readings.reading_key
where requirement_readings.requirement_id = $requirement_id
order by requirement_readings.reading_key
