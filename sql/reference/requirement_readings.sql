-- One row per requirement and reading that its deadline or one of its checks rests on.
-- 每行：一项要求的时限或核查项所依据的一条口径。
select
    reading_uses.owner_id as requirement_id,
    requirements.clause_id,
    readings.reading_key,
    readings.phrase,
    readings.phrase_en,
    readings.reading_value,
    readings.why,
    readings.why_en,
    reading_uses.through_id
from intermediate.reading_uses
inner join plan.requirements
    on requirements.requirement_id = reading_uses.owner_id
inner join reference.readings
    on readings.reading_key = reading_uses.reading_key
where reading_uses.owner_kind = 'requirement'
