-- One row per reading that the statuses of requirement $requirement_id rest on: the phrase and how it is read.
select
    requirement_readings.reading_key,
    requirement_readings.phrase,
    requirement_readings.phrase_en,
    requirement_readings.reading_value
from reference.requirement_readings
where requirement_readings.requirement_id = $requirement_id
order by requirement_readings.through_id is not null, requirement_readings.reading_key
