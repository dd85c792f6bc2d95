-- One row per reading: how an open phrase of the plan was decided to be read, and why.
-- 每行:一条口径,即对计划中一处未定说法的解释及理由。
select
    readings.reading_key,
    readings.reading_value,
    readings.alternatives,
    readings.why,
    readings.decided_on,
    readings.decided_by
from plan.readings
