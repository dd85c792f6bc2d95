-- One row per requirement or milestone and reading that its deadline, its checks or its status rests on.
-- 每行：一项要求或里程碑的时限、核查项或状态所依据的一条口径。
-- Table, sorted by owner_kind, owner_id, reading_key.
with recursive owners as (
    select
        'requirement' as owner_kind,
        requirements.requirement_id as owner_id,
        requirements.due_phrase,
        requirements.due_kind,
        requirements.due_reading_key
    from plan.requirements

    union all

    select
        'milestone' as owner_kind,
        milestones.milestone_id as owner_id,
        milestones.due_phrase,
        milestones.due_kind,
        milestones.due_reading_key
    from plan.milestones
),

dated as (
    select
        owners.owner_kind,
        owners.owner_id,
        owners.due_reading_key as reading_key
    from owners

    union

    -- 前 at the end of a phrase is read inclusive or exclusive.
    select
        owners.owner_kind,
        owners.owner_id,
        'before_date' as reading_key
    from owners
    where owners.due_kind = 'on_date'
        and right(owners.due_phrase, 1) = '前'

    union

    select
        owners.owner_kind,
        owners.owner_id,
        'complete_on_date' as reading_key
    from owners
    where owners.due_kind = 'on_date'
        and right(owners.due_phrase, 2) = '完成'

    union

    select
        owners.owner_kind,
        owners.owner_id,
        'undated' as reading_key
    from owners
    where owners.due_kind = 'stage_end'

    union

    -- What comes after an event that does not come is due at the stage's end.
    select
        owners.owner_kind,
        owners.owner_id,
        'stage_ends_on' as reading_key
    from owners
    where owners.due_kind in ('stage_end', 'after')

    union

    -- Only what would fall on a day of rest asks whether it is moved.
    select
        phrase_deadlines.owner_kind,
        phrase_deadlines.owner_id,
        'rest_day' as reading_key
    from intermediate.phrase_deadlines
    where extract(isodow from phrase_deadlines.phrase_due_on) in (6, 7)
),

-- A deadline that hangs on another event falls back on that one's own deadline.
hung as (
    select
        dated.owner_kind,
        dated.owner_id,
        dated.reading_key,
        cast(null as varchar) as through_id
    from dated

    union

    select
        'requirement' as owner_kind,
        requirements.requirement_id as owner_id,
        hung.reading_key,
        requirements.due_anchor_id as through_id
    from hung
    inner join plan.requirements
        on requirements.due_anchor_id = hung.owner_id
    where hung.owner_kind = 'requirement'
),

checked as (
    select
        'requirement' as owner_kind,
        checks.requirement_id as owner_id,
        checks.reading_key
    from plan.checks

    union

    select
        'requirement' as owner_kind,
        checks.requirement_id as owner_id,
        'event_order' as reading_key
    from plan.checks
    where checks.check_kind = 'order'
        and checks.anchor_id is not null

    union

    select
        'requirement' as owner_kind,
        checks.requirement_id as owner_id,
        stage_days.reading_key
    from plan.checks
    inner join (
        select
            'plan.starts_on' as written,
            'stage_starts_on' as reading_key
        union all
        select
            'plan.ends_on' as written,
            'stage_ends_on' as reading_key
    ) as stage_days
        on checks.threshold like '%' || stage_days.written || '%'
),

-- A milestone without figures is stale; one with a deadline is held against the calendar, from its first day on.
paced as (
    select
        'milestone' as owner_kind,
        milestones.milestone_id as owner_id,
        'progress_stale_days' as reading_key
    from plan.milestones

    union

    select
        'milestone' as owner_kind,
        milestones.milestone_id as owner_id,
        'behind_tolerance' as reading_key
    from plan.milestones
    where milestones.due_kind <> 'none'

    union

    select
        'milestone' as owner_kind,
        milestones.milestone_id as owner_id,
        'stage_starts_on' as reading_key
    from plan.milestones
    where milestones.due_kind <> 'none'
        and milestones.starts_on is null
),

named as (
    select
        hung.owner_kind,
        hung.owner_id,
        hung.reading_key,
        hung.through_id
    from hung

    union

    select
        checked.owner_kind,
        checked.owner_id,
        checked.reading_key,
        cast(null as varchar) as through_id
    from checked

    union

    select
        paced.owner_kind,
        paced.owner_id,
        paced.reading_key,
        cast(null as varchar) as through_id
    from paced
)

select
    named.owner_kind,
    named.owner_id,
    named.reading_key,
    -- What it rests on by itself as well does not wait for any event.
    case
        when count(*) > count(named.through_id) then cast(null as varchar)
        else min(named.through_id)
    end as through_id
from named
inner join plan.readings
    on readings.reading_key = named.reading_key
group by
    named.owner_kind,
    named.owner_id,
    named.reading_key
