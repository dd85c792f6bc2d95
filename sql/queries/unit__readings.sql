-- One row per reading that a status of the unit rests on now: the phrase and how it is read.
select
    readings.reading_key,
    readings.phrase,
    readings.phrase_en,
    readings.reading_value,
    count(distinct compliance.requirement_id) as requirement_count
from marts.compliance
inner join reference.requirement_readings
    on requirement_readings.requirement_id = compliance.requirement_id
inner join reference.readings
    on readings.reading_key = requirement_readings.reading_key
where compliance.unit_id = $unit_id
    and compliance.status <> 'not_applicable'
    and (requirement_readings.through_id is null or compliance.due_basis not in ('actual', 'planned'))
group by all
order by requirement_count desc, readings.reading_key
