-- One row per reading that obligation $obligation_id of unit $unit_id rests on; those of an event's own deadline only until that event is held or planned.
select
    requirement_readings.reading_key,
    requirement_readings.phrase,
    requirement_readings.phrase_en,
    requirement_readings.reading_value,
    readings.plan_value,
    readings.alternatives,
    requirement_readings.why as reading_why,
    requirement_readings.why_en as reading_why_en,
    readings.decided_on,
    readings.decided_by
from marts.compliance
inner join reference.requirement_readings
    on requirement_readings.requirement_id = compliance.requirement_id
inner join reference.readings
    on readings.reading_key = requirement_readings.reading_key
where compliance.obligation_id = $obligation_id
    and compliance.unit_id = $unit_id
    and (requirement_readings.through_id is null or compliance.due_basis not in ('actual', 'planned'))
order by requirement_readings.reading_key
