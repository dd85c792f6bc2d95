-- One row per reading that obligation $obligation_id rests on; those of an event's own deadline only until that event is held or planned.
select
    requirement_readings.reading_key,
    requirement_readings.reading_value,
    requirement_readings.why
from marts.compliance
inner join reference.requirement_readings
    on requirement_readings.requirement_id = compliance.requirement_id
where compliance.obligation_id = $obligation_id
    and (requirement_readings.through_id is null or compliance.due_basis not in ('actual', 'planned'))
order by requirement_readings.reading_key
