-- One row per milestone and reading that its deadline or its status rests on.
-- 每行：一个里程碑的时限或状态所依据的一条口径。
select
    reading_uses.owner_id as milestone_id,
    milestones.clause_id,
    readings.reading_key,
    readings.phrase,
    readings.phrase_en,
    readings.reading_value,
    readings.why,
    readings.why_en
from intermediate.reading_uses
inner join plan.milestones
    on milestones.milestone_id = reading_uses.owner_id
inner join reference.readings
    on readings.reading_key = reading_uses.reading_key
where reading_uses.owner_kind = 'milestone'
