-- One row per reading: how an open phrase of the plan is read now, by whose decision, and why.
-- 每行：一条口径，即计划中一处未定说法现在怎样理解、由谁决定、理由是什么。
with latest as (
    select
        entries.entry_subject as reading_key,
        entries.entry_number as decision_number,
        entries.entered_on as decided_on,
        entries.decided_by,
        entries.entry_reason as decision_reason
    from staging.entries
    -- A decision that was taken back leaves the plan's own words.
    where entries.entry_kind = 'reading'
        and entries.entry_value is not null
        and not exists (
            select 1
            from staging.entries as later
            where later.entry_kind = 'reading'
                and later.entry_subject = entries.entry_subject
                and later.entry_number > entries.entry_number
        )
)

select
    readings.reading_key,
    coalesce(readings.phrase, readings.reading_key) as phrase,
    readings.phrase_en,
    readings.clause_id,
    readings.reading_kind,
    readings.reading_value,
    readings.plan_value,
    readings.alternatives,
    coalesce(latest.decision_reason, readings.why) as why,
    if(latest.decision_reason is null, readings.why_en, null) as why_en,
    coalesce(latest.decided_on, readings.decided_on) as decided_on,
    coalesce(latest.decided_by, readings.decided_by) as decided_by,
    latest.decision_number
from plan.readings
left join latest
    on latest.reading_key = readings.reading_key
