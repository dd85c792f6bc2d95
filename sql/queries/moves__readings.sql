-- One row per requirement and reading that it rests on, or that only what its deadline hangs on rests on.
select
    requirement_readings.requirement_id,
    requirement_readings.reading_key,
    requirement_readings.reading_value,
    1 as is_own
from reference.requirement_readings

union

select
    deadline_chains.requirement_id,
    requirement_readings.reading_key,
    requirement_readings.reading_value,
    0 as is_own
from reference.deadline_chains
inner join reference.requirement_readings
    on requirement_readings.requirement_id = deadline_chains.due_anchor_id
where not exists (
        select 1
        from reference.requirement_readings as own_readings
        where own_readings.requirement_id = deadline_chains.requirement_id
            and own_readings.reading_key = requirement_readings.reading_key
    )
