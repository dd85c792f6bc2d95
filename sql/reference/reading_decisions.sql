-- One row per decision on a reading: from which value to which, by whom, when and why.
-- 每行：一次口径决定：从何值改为何值、由谁、何时、理由。
with valued as (
    select
        entries.entry_number as decision_number,
        readings.reading_key,
        coalesce(entries.entry_value, readings.plan_value) as reading_value,
        readings.plan_value,
        coalesce(readings.phrase, readings.reading_key) as phrase,
        readings.phrase_en,
        entries.entered_at as decided_at,
        entries.entered_on as decided_on,
        entries.decided_by,
        entries.entered_by,
        entries.entry_reason as decision_reason
    from staging.entries
    inner join plan.readings
        on readings.reading_key = entries.entry_subject
        and entries.entry_kind = 'reading'
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
