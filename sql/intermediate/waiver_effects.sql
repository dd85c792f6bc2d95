-- One row per waiver on record on the day and owed obligation that it speaks of: what it was held against, what it did.
-- 每行：一条在“截至”日有效的延期或豁免及其所涉的一项应办事项：对照的时限与作用。
with in_force as (
    select
        clock.as_of,
        evidence_versions.unit_id,
        evidence_versions.evidence_id,
        evidence_versions.row_key,
        evidence_versions.evidence_type as requirement_id,
        waivers.waiver_type,
        waivers.requested_on,
        waivers.approved_on,
        waivers.new_due_on
    from intermediate.clock
    inner join intermediate.evidence_versions
        on evidence_versions.sheet = 'waivers'
        and evidence_versions.recorded_on <= clock.as_of
        and evidence_versions.superseded_on > clock.as_of
        and evidence_versions.is_withdrawn = 0
    inner join staging.waivers
        on waivers.unit_id = evidence_versions.unit_id
        and waivers.evidence_id = evidence_versions.evidence_id
),

-- Corrected in its wording, it has still been known since it was first told; taken back in between, since it came again.
taken_back as (
    select
        in_force.unit_id,
        in_force.evidence_id,
        max(evidence_versions.recorded_on) as taken_back_on
    from in_force
    inner join intermediate.evidence_versions
        on evidence_versions.unit_id = in_force.unit_id
        and evidence_versions.sheet = 'waivers'
        and evidence_versions.row_key = in_force.row_key
        and evidence_versions.recorded_on <= in_force.as_of
        and evidence_versions.is_withdrawn = 1
    group by
        in_force.unit_id,
        in_force.evidence_id
),

since as (
    select
        in_force.unit_id,
        in_force.evidence_id,
        min(evidence_versions.recorded_on) as known_since_on
    from in_force
    left join taken_back
        on taken_back.unit_id = in_force.unit_id
        and taken_back.evidence_id = in_force.evidence_id
    inner join intermediate.evidence_versions
        on evidence_versions.unit_id = in_force.unit_id
        and evidence_versions.sheet = 'waivers'
        and evidence_versions.row_key = in_force.row_key
        and evidence_versions.recorded_on <= in_force.as_of
        and evidence_versions.is_withdrawn = 0
        and evidence_versions.recorded_on
            >= coalesce(taken_back.taken_back_on, evidence_versions.recorded_on)
    group by
        in_force.unit_id,
        in_force.evidence_id
),

granted as (
    select
        in_force.*,
        since.known_since_on,
        day_statuses.obligation_id,
        day_statuses.status,
        obligation_states.base_due_on,
        obligation_states.due_on
    from in_force
    inner join since
        on since.unit_id = in_force.unit_id
        and since.evidence_id = in_force.evidence_id
    inner join intermediate.day_statuses
        on day_statuses.unit_id = in_force.unit_id
        and day_statuses.requirement_id = in_force.requirement_id
    inner join intermediate.obligation_states
        on obligation_states.obligation_id = day_statuses.obligation_id
        and obligation_states.unit_id = day_statuses.unit_id
        and obligation_states.moment_on = day_statuses.moment_on
),

-- An extension is held against the deadline as those granted in time before it had moved it, an exemption against the one in force.
held as (
    select
        granted.*,
        case
            when granted.waiver_type = '豁免' then granted.due_on
            else greatest(
                granted.base_due_on,
                max(case
                    when granted.waiver_type = '延期'
                        and granted.approved_on <= granted.due_on
                        then granted.new_due_on
                end) over (
                    partition by granted.unit_id, granted.obligation_id
                    order by granted.approved_on, granted.evidence_id
                    rows between unbounded preceding and 1 preceding
                )
            )
        end as held_against_on
    from granted
),

judged as (
    select
        held.*,
        case
            when held.status = 'not_applicable' then 'not_owed'
            when held.waiver_type = '豁免' then 'exempts'
            when held.new_due_on is null then 'no_new_deadline'
            when held.held_against_on is null then 'no_deadline'
            when held.new_due_on <= held.held_against_on then 'not_later'
            when held.approved_on <= held.held_against_on then 'moves'
            else 'second_base'
        end as effect,
        -- Asked for and granted on the same side of the deadline, which then is named once.
        coalesce(
            (held.requested_on < held.held_against_on)
            = (held.approved_on < held.held_against_on)
            and (held.requested_on > held.held_against_on)
            = (held.approved_on > held.held_against_on),
            true
        ) as is_on_one_side
    from held
)

select
    judged.as_of,
    judged.obligation_id,
    judged.unit_id,
    judged.requirement_id,
    judged.evidence_id,
    judged.held_against_on,
    judged.known_since_on,
    judged.effect,
    case
        when judged.approved_on > judged.held_against_on then 'after'
        when judged.held_against_on is not null then 'before'
        else 'none'
    end as granted_when,
    coalesce(
        cast(judged.requested_on as varchar) || ' 申请' || case
            when judged.is_on_one_side then '、'
            when judged.requested_on < judged.held_against_on
                then '，早于时限 ' || cast(judged.held_against_on as varchar)
                    || '；'
            when judged.requested_on = judged.held_against_on then '，正当时限之日；'
            else '，晚于时限 ' || cast(judged.held_against_on as varchar) || '；'
        end,
        ''
    )
        || cast(judged.approved_on as varchar) || ' 批准' || case
            when judged.approved_on < judged.held_against_on
                then '，早于时限 ' || cast(judged.held_against_on as varchar)
            when judged.approved_on = judged.held_against_on then '，正当时限之日'
            when judged.approved_on > judged.held_against_on
                then '，晚于时限 ' || cast(judged.held_against_on as varchar)
            else ''
        end as timing_zh,
    coalesce(
        'asked on ' || cast(judged.requested_on as varchar) || case
            when judged.is_on_one_side then ' and '
            when judged.requested_on < judged.held_against_on
                then ', before the deadline '
                    || cast(judged.held_against_on as varchar) || '; '
            when judged.requested_on = judged.held_against_on
                then ', the day of the deadline; '
            else ', after the deadline '
                || cast(judged.held_against_on as varchar) || '; '
        end,
        ''
    )
        || 'granted on ' || cast(judged.approved_on as varchar) || case
            when judged.approved_on < judged.held_against_on
                then ', before the deadline '
                    || cast(judged.held_against_on as varchar)
            when judged.approved_on = judged.held_against_on
                then ', the day of the deadline'
            when judged.approved_on > judged.held_against_on
                then ', after the deadline '
                    || cast(judged.held_against_on as varchar)
            else ''
        end as timing_en,
    case judged.effect
        when 'moves' then '时限由 ' || cast(judged.held_against_on as varchar)
            || ' 延至 ' || cast(judged.new_due_on as varchar)
        when 'second_base' then '不改时限和状态，只在“含全部延期”的口径中按 '
            || cast(judged.new_due_on as varchar) || ' 计'
        when 'exempts' then '自 ' || cast(judged.known_since_on as varchar)
            || ' 起豁免'
        when 'no_new_deadline' then '没有作用：未写新时限'
        when 'no_deadline' then '没有作用：此事项没有时限'
        when 'not_later' then '没有作用：新时限不晚于时限 '
            || cast(judged.held_against_on as varchar)
        else '没有作用：该单位无须办理此事项'
    end as effect_zh,
    case judged.effect
        when 'moves' then 'the deadline moves from '
            || cast(judged.held_against_on as varchar)
            || ' to ' || cast(judged.new_due_on as varchar)
        when 'second_base'
            then 'moves no deadline and no status; counts only in the rate with every extension, as due on '
                || cast(judged.new_due_on as varchar)
        when 'exempts' then 'exempt since ' || cast(judged.known_since_on as varchar)
        when 'no_new_deadline' then 'without effect: no new deadline is written'
        when 'no_deadline' then 'without effect: this has no deadline'
        when 'not_later' then 'without effect: not later than the deadline '
            || cast(judged.held_against_on as varchar)
        else 'without effect: the unit does not owe this'
    end as effect_en
from judged
