-- One row per reading.
select
    readings.reading_key,
    readings.reading_value,
    readings.alternatives,
    readings.why,
    readings.decided_on,
    readings.decided_by
from reference.readings
order by readings.reading_key
