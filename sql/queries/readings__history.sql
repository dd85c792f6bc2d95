-- One row per decision on a reading, or on reading $reading_key, the latest first.
select
    reading_decisions.decision_number,
    reading_decisions.reading_key,
    reading_decisions.phrase,
    reading_decisions.phrase_en,
    reading_decisions.earlier_value,
    reading_decisions.reading_value,
    reading_decisions.decided_at,
    reading_decisions.decided_by,
    reading_decisions.entered_by,
    reading_decisions.decision_reason
from reference.reading_decisions
where $reading_key is null or reading_decisions.reading_key = $reading_key
order by reading_decisions.decision_number desc
