-- One row per requirement and reading that its deadline or one of its checks rests on.
-- 每行:一项要求的时限或核查项所依据的一条口径。
with named as (
    select
        requirements.requirement_id,
        requirements.due_reading_key as reading_key
    from plan.requirements
    union
    select
        checks.requirement_id,
        checks.reading_key
    from plan.checks
    union
    -- 前 at the end of a phrase is read inclusive or exclusive.
    select
        requirements.requirement_id,
        'before_date' as reading_key
    from plan.requirements
    where requirements.due_phrase like '%前'
    union
    select
        requirements.requirement_id,
        'undated' as reading_key
    from plan.requirements
    where requirements.due_kind = 'stage_end'
)

select
    named.requirement_id,
    readings.reading_key,
    readings.reading_value,
    readings.why
from named
inner join plan.readings
    on readings.reading_key = named.reading_key
