-- One row per clause and reading that what carries the clause rests on.
-- 每行:一个条款及承接它的内容所依据的一条口径。
with due as (
    select
        requirements.clause_id,
        requirements.due_phrase,
        requirements.due_kind,
        requirements.due_reading_key
    from plan.requirements

    union all

    select
        milestones.clause_id,
        milestones.due_phrase,
        milestones.due_kind,
        milestones.due_reading_key
    from plan.milestones
),

named as (
    select
        due.clause_id,
        due.due_reading_key as reading_key
    from due

    union

    select
        checks.clause_id,
        checks.reading_key
    from plan.checks

    union

    select
        due.clause_id,
        'before_date' as reading_key
    from due
    where due.due_phrase like '%前'
        and due.due_kind = 'on_date'

    union

    select
        due.clause_id,
        'undated' as reading_key
    from due
    where due.due_kind = 'stage_end'

    union

    select
        due.clause_id,
        'rest_day' as reading_key
    from due
    where due.due_kind in ('on_date', 'on_reading', 'stage_end')

    union

    -- The days of the plan itself are readings of the stage's words.
    select
        checks.clause_id,
        stage.reading_key
    from plan.checks
    cross join (
        values
            ('stage_starts_on'),
            ('stage_ends_on')
    ) as stage(reading_key)
    where checks.threshold like 'plan.%'

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
