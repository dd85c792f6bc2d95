-- One row per reading: the phrase, its clauses, how it is read now and could be, by whose decision, and how much rests on it.
with resting as (
    select
        requirement_readings.reading_key,
        -- The phrase stands where it is meant by itself, not where an event's own deadline brings it in.
        if(requirement_readings.through_id is null, requirement_readings.clause_id, null) as clause_id,
        coalesce(requirements.obligation_count, 0) as obligation_count,
        0 as milestone_count
    from reference.requirement_readings
    left join marts.requirements
        on requirements.requirement_id = requirement_readings.requirement_id

    union all

    select
        milestone_readings.reading_key,
        milestone_readings.clause_id,
        0 as obligation_count,
        1 as milestone_count
    from reference.milestone_readings
    inner join marts.milestones
        on milestones.milestone_id = milestone_readings.milestone_id
    where milestones.status <> 'not_applicable'
),

counted as (
    select
        resting.reading_key,
        cast(sum(resting.obligation_count) as integer) as obligation_count,
        cast(sum(resting.milestone_count) as integer) as milestone_count
    from resting
    group by resting.reading_key
),

places as (
    select
        placed.reading_key,
        min(placed.clause_order) as clause_order,
        string_agg(placed.clause_id, '、' order by placed.clause_order) filter (where placed.number <= 6)
            || if(count(*) > 6, ' …', '') as clause_ids
    from (
        select
            resting.reading_key,
            resting.clause_id,
            clauses.clause_order,
            row_number() over (partition by resting.reading_key order by clauses.clause_order) as number
        from resting
        inner join reference.clauses
            on clauses.clause_id = resting.clause_id
        group by resting.reading_key, resting.clause_id, clauses.clause_order
    ) as placed
    group by placed.reading_key
)

select
    readings.reading_key,
    readings.phrase,
    readings.phrase_en,
    coalesce(readings.clause_id, places.clause_ids) as clause_ids,
    readings.reading_kind,
    readings.reading_value,
    readings.plan_value,
    readings.alternatives,
    coalesce(counted.obligation_count, 0) as obligation_count,
    coalesce(counted.milestone_count, 0) as milestone_count,
    readings.why,
    readings.why_en,
    readings.decided_on,
    readings.decided_by
from reference.readings
left join counted
    on counted.reading_key = readings.reading_key
left join places
    on places.reading_key = readings.reading_key
order by places.clause_order nulls last, readings.reading_key
