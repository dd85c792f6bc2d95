-- One row per requirement and reading that it rests on, as chosen now.
select
    requirement_readings.requirement_id,
    requirement_readings.reading_key,
    requirement_readings.phrase,
    requirement_readings.phrase_en,
    requirement_readings.reading_value,
    readings.plan_value,
    readings.alternatives,
    requirement_readings.why as reading_why,
    requirement_readings.why_en as reading_why_en
from reference.requirement_readings
inner join reference.readings
    on readings.reading_key = requirement_readings.reading_key
order by
    requirement_readings.requirement_id,
    requirement_readings.through_id is not null,
    requirement_readings.reading_key
