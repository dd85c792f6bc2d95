-- One row per decision on a reading: from which value to which, by whom, when and why.
-- 每行:一次口径决定:从何值改为何值、由谁、何时、理由。
with valued as (
    select
        reading_decisions.decision_number,
        reading_decisions.reading_key,
        coalesce(reading_decisions.reading_value, readings.plan_value) as reading_value,
        readings.plan_value,
        coalesce(readings.phrase, readings.reading_key) as phrase,
        readings.phrase_en,
        reading_decisions.decided_at,
        reading_decisions.decided_on,
        reading_decisions.decided_by,
        reading_decisions.entered_by,
        reading_decisions.decision_reason
    from raw.reading_decisions
    inner join plan.readings
        on readings.reading_key = reading_decisions.reading_key
)

select
    valued.decision_number,
    valued.reading_key,
    valued.phrase,
    valued.phrase_en,
    coalesce(
        lag(valued.reading_value) over (
            partition by valued.reading_key
            order by valued.decision_number
        ),
        valued.plan_value
    ) as earlier_value,
    valued.reading_value,
    valued.decided_at,
    valued.decided_on,
    valued.decided_by,
    valued.entered_by,
    valued.decision_reason
from valued
