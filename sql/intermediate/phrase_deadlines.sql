-- One row per requirement or milestone: the deadline that the plan and the readings of its words give it by themselves.
-- 每行：一项要求或里程碑仅由计划文字及口径得出的时限。
-- Table, sorted by owner_kind, owner_id.
with dated as (
    select
        'requirement' as owner_kind,
        requirements.requirement_id as owner_id,
        requirements.due_kind,
        requirements.due_date,
        requirements.due_phrase,
        requirements.due_reading_key
    from plan.requirements

    union all

    select
        'milestone' as owner_kind,
        milestones.milestone_id as owner_id,
        milestones.due_kind,
        milestones.due_date,
        milestones.due_phrase,
        milestones.due_reading_key
    from plan.milestones
),

words as (
    select
        max(readings.word) filter (
            where readings.reading_key = 'before_date'
        ) as before_date,
        max(readings.word) filter (
            where readings.reading_key = 'rest_day'
        ) as rest_day,
        max(readings.word) filter (
            where readings.reading_key = 'undated'
        ) as undated,
        max(readings.date_on) filter (
            where readings.reading_key = 'stage_ends_on'
        ) as stage_ends_on
    from plan.readings
),

fixed as (
    select
        dated.owner_kind,
        dated.owner_id,
        case dated.due_kind
            -- 前: up to the end of the day named, unless it is read as excluding it.
            when 'on_date' then dated.due_date - case
                when words.before_date = 'exclusive'
                    and right(dated.due_phrase, 1) = '前'
                    then 1
                else 0
            end
            when 'on_reading' then readings.date_on
            when 'stage_end' then case
                when words.undated = 'never' then cast(null as date)
                else coalesce(words.stage_ends_on, plan.ends_on)
            end
            else cast(null as date)
        end as phrase_due_on,
        words.rest_day,
        coalesce(words.stage_ends_on, plan.ends_on) as stage_ends_on,
        readings.direction,
        readings.target_days,
        -- The outer range contains the inner one; where it is open, nothing is ever late.
        case readings.direction
            when 'lead' then readings.warn_from
            else readings.warn_to
        end as bound_days
    from dated
    cross join plan.plan
    cross join words
    left join plan.readings
        on readings.reading_key = dated.due_reading_key
)

select
    fixed.owner_kind,
    fixed.owner_id,
    fixed.phrase_due_on,
    -- A rest day rolls to Monday only where the reading says so.
    fixed.phrase_due_on + case
        when fixed.rest_day = 'next_working_day'
            and extract(isodow from fixed.phrase_due_on) = 6
            then 2
        when fixed.rest_day = 'next_working_day'
            and extract(isodow from fixed.phrase_due_on) = 7
            then 1
        else 0
    end as fixed_due_on,
    fixed.stage_ends_on,
    fixed.direction,
    fixed.target_days,
    fixed.bound_days
from fixed
