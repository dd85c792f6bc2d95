-- One row per clause and reading that what carries the clause rests on.
-- 每行：一个条款及承接它的内容所依据的一条口径。
with named as (
    select
        requirement_readings.clause_id,
        requirement_readings.reading_key
    from reference.requirement_readings
    -- What an event's own deadline brings in stands at that event's clause.
    where requirement_readings.through_id is null

    union

    select
        milestone_readings.clause_id,
        milestone_readings.reading_key
    from reference.milestone_readings

    union

    select
        checks.clause_id,
        checks.reading_key
    from plan.checks

    union

    select
        checks.clause_id,
        'event_order' as reading_key
    from plan.checks
    where checks.check_kind = 'order'
        and checks.anchor_id is not null

    union

    -- The passage that the plan itself names as the phrase's own.
    select
        readings.clause_id,
        readings.reading_key
    from plan.readings

    union

    select
        actions.clause_id,
        weekly.reading_key
    from plan.actions
    cross join (
        values
            ('progress_stale_days'),
            ('behind_tolerance')
    ) as weekly(reading_key)
)

select
    named.clause_id,
    readings.reading_key,
    readings.reading_value
from named
inner join plan.readings
    on readings.reading_key = named.reading_key
