-- One row per line of evidence and check that compares a date with a date (held, within, order, lead_days).
-- 每行：一组佐证对一条“日期先后”核查的结果（已办、期间、先后、提前或滞后天数）。
with asked as (
    select
        obligation_lines.obligation_id,
        obligation_lines.unit_id,
        obligation_lines.moment_on,
        obligation_lines.line_number,
        obligation_lines.happened_on,
        obligation_deadlines.extended_due_on,
        checks.check_id,
        checks.check_kind,
        checks.comparison,
        checks.anchor_id,
        checks.range_from_on,
        checks.range_to_on,
        obligations.bearer,
        obligations.bearer_id,
        requirements.requirement_title,
        requirements.requirement_title_en,
        anchors.requirement_title as anchor_title,
        anchors.requirement_title_en as anchor_title_en,
        readings.date_on as reading_on,
        readings.direction,
        readings.pass_from,
        readings.pass_to,
        readings.warn_from,
        readings.warn_to
    from intermediate.obligation_lines
    inner join intermediate.obligations
        on obligations.obligation_id = obligation_lines.obligation_id
        and obligations.unit_id = obligation_lines.unit_id
    inner join plan.checks
        on checks.requirement_id = obligation_lines.requirement_id
        and checks.family = 'timing'
    inner join plan.requirements
        on requirements.requirement_id = checks.requirement_id
    left join plan.requirements as anchors
        on anchors.requirement_id = checks.anchor_id
    left join plan.readings
        on readings.reading_key = checks.reading_key
    -- What the deadline itself hangs on may have been given more days.
    left join intermediate.obligation_deadlines
        on obligation_deadlines.obligation_id = obligation_lines.obligation_id
        and obligation_deadlines.unit_id = obligation_lines.unit_id
        and obligation_deadlines.moment_on = obligation_lines.moment_on
        and requirements.due_anchor_id = checks.anchor_id
        and (
            obligation_deadlines.due_basis = 'extended'
            or obligation_deadlines.extended_due_on > obligation_deadlines.due_on
        )
),

-- Of several branches' events, whoever comes before must precede the first, whoever comes after must follow the last.
anchored as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        case
            when asked.comparison in ('before', 'on or before')
                or asked.direction = 'lead'
                then min(obligation_dates.happened_on)
            when asked.comparison is not null
                then max(obligation_dates.first_happened_on)
            else max(obligation_dates.happened_on)
        end as anchor_on
    from asked
    inner join intermediate.obligation_dates
        on obligation_dates.requirement_id = asked.anchor_id
        and obligation_dates.unit_id = asked.unit_id
        and obligation_dates.moment_on <= asked.moment_on
        and obligation_dates.until_on > asked.moment_on
    where asked.bearer <> 'branch'
        or obligation_dates.bearer <> 'branch'
        or obligation_dates.bearer_id = asked.bearer_id
    group by
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        asked.comparison,
        asked.direction
),

measured as (
    select
        asked.*,
        case
            when asked.anchor_id is null then asked.reading_on
            else anchored.anchor_on
        end as anchor_on
    from asked
    left join anchored
        on anchored.obligation_id = asked.obligation_id
        and anchored.unit_id = asked.unit_id
        and anchored.moment_on = asked.moment_on
        and anchored.line_number = asked.line_number
        and anchored.check_id = asked.check_id
),

spaced as (
    select
        measured.*,
        case
            when measured.direction = 'lag'
                then date_diff('day', measured.anchor_on, measured.happened_on)
            else date_diff('day', measured.happened_on, measured.anchor_on)
        end as gap_days
    from measured
)

select
    spaced.obligation_id,
    spaced.unit_id,
    spaced.moment_on,
    spaced.line_number,
    spaced.check_id,
    case
        when spaced.check_kind in ('held', 'within')
            then case
                when spaced.happened_on < spaced.range_from_on then 'fail'
                when spaced.happened_on > spaced.range_to_on then 'late'
                else 'pass'
            end
        when spaced.anchor_on is null then 'wait'
        when spaced.check_kind = 'order'
            then case
                when spaced.comparison = 'before'
                    and spaced.happened_on < spaced.anchor_on then 'pass'
                when spaced.comparison = 'on or before'
                    and spaced.happened_on <= spaced.anchor_on then 'pass'
                when spaced.comparison = 'after'
                    and spaced.happened_on > spaced.anchor_on then 'pass'
                when spaced.comparison = 'on or after'
                    and spaced.happened_on >= spaced.anchor_on then 'pass'
                else 'late'
            end
        when spaced.gap_days >= coalesce(spaced.pass_from, spaced.gap_days)
            and spaced.gap_days <= coalesce(spaced.pass_to, spaced.gap_days)
            then 'pass'
        when spaced.gap_days >= coalesce(spaced.warn_from, spaced.gap_days)
            and spaced.gap_days <= coalesce(spaced.warn_to, spaced.gap_days)
            then 'warn'
        -- Whether an extension came in time is the deadline's business; within it the days are only pointed out.
        when spaced.happened_on <= spaced.extended_due_on
            and (
                (spaced.direction = 'lead' and spaced.gap_days < spaced.pass_from)
                or (spaced.direction = 'lag' and spaced.gap_days > spaced.pass_to)
            )
            then 'warn'
        else 'late'
    end as result,
    cast(null as date) as event_on,
    cast(null as date) as supplied_on,
    case
        when spaced.check_kind in ('held', 'within')
            then spaced.requirement_title
                || '于 ' || cast(spaced.happened_on as varchar)
                || '，不在 ' || cast(spaced.range_from_on as varchar)
                || ' 至 ' || cast(spaced.range_to_on as varchar) || ' 之间'
        when spaced.anchor_on is null
            then '待' || coalesce(spaced.anchor_title, '对照事项') || '发生后核对'
        when spaced.check_kind = 'order'
            then spaced.requirement_title
                || '于 ' || cast(spaced.happened_on as varchar)
                || '，应' || case
                    when spaced.comparison in ('before', 'on or before') then '先于'
                    else '后于'
                end
                || coalesce(spaced.anchor_title, '规定日')
                || '(' || cast(spaced.anchor_on as varchar) || ')'
        else spaced.requirement_title
            || '于 ' || cast(spaced.happened_on as varchar)
            || case
                when spaced.gap_days >= 0 then '，距'
                when spaced.direction = 'lag' then '，反而早于'
                else '，反而晚于'
            end
            || coalesce(spaced.anchor_title, '规定日')
            || '(' || cast(spaced.anchor_on as varchar) || ')'
            || cast(abs(spaced.gap_days) as varchar) || ' 天，应'
            || case when spaced.direction = 'lag' then '在其后 ' else '提前 ' end
            || case
                when spaced.pass_to is null
                    then '至少 ' || cast(spaced.pass_from as varchar)
                when spaced.pass_from is null
                    then '至多 ' || cast(spaced.pass_to as varchar)
                else cast(spaced.pass_from as varchar)
                    || ' 至 ' || cast(spaced.pass_to as varchar)
            end || ' 天'
    end as words_zh,
    case
        when spaced.check_kind in ('held', 'within')
            then coalesce(spaced.requirement_title_en, spaced.requirement_title)
                || ' on ' || cast(spaced.happened_on as varchar)
                || ', not between ' || cast(spaced.range_from_on as varchar)
                || ' and ' || cast(spaced.range_to_on as varchar)
        when spaced.anchor_on is null
            then 'waits for ' || coalesce(
                spaced.anchor_title_en,
                spaced.anchor_title,
                'the event it is measured against'
            )
        when spaced.check_kind = 'order'
            then coalesce(spaced.requirement_title_en, spaced.requirement_title)
                || ' on ' || cast(spaced.happened_on as varchar)
                || ', must be ' || spaced.comparison || ' '
                || coalesce(
                    spaced.anchor_title_en,
                    spaced.anchor_title,
                    'the day set'
                )
                || ' (' || cast(spaced.anchor_on as varchar) || ')'
        else coalesce(spaced.requirement_title_en, spaced.requirement_title)
            || ' on ' || cast(spaced.happened_on as varchar)
            || ', ' || cast(abs(spaced.gap_days) as varchar)
            || case when abs(spaced.gap_days) = 1 then ' day ' else ' days ' end
            || case
                when (spaced.direction = 'lag') = (spaced.gap_days >= 0)
                    then 'after '
                else 'before '
            end
            || coalesce(
                spaced.anchor_title_en,
                spaced.anchor_title,
                'the day set'
            )
            || ' (' || cast(spaced.anchor_on as varchar) || '), must be '
            || case
                when spaced.pass_to is null
                    then 'at least ' || cast(spaced.pass_from as varchar)
                when spaced.pass_from is null
                    then 'at most ' || cast(spaced.pass_to as varchar)
                else cast(spaced.pass_from as varchar)
                    || ' to ' || cast(spaced.pass_to as varchar)
            end || ' days '
            || case when spaced.direction = 'lag' then 'after' else 'before' end
    end as words_en
from spaced
