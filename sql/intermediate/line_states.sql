-- One row per line of evidence: how far its required checks are met, what is missing in words, and what is pointed out.
-- 每行：一组佐证的必查项达成情况，以及所缺内容的文字说明。
with weighed as (
    select
        check_verdicts.obligation_id,
        check_verdicts.unit_id,
        check_verdicts.moment_on,
        check_verdicts.line_number,
        check_verdicts.satisfied_on,
        check_verdicts.words_zh,
        check_verdicts.words_en,
        checks.check_order,
        case
            when check_verdicts.result in ('fail', 'missing') then 'failing'
            when check_verdicts.result in ('awaiting_review', 'stale')
                then 'awaiting'
            when check_verdicts.result = 'late' then 'late'
            when check_verdicts.result = 'warn' then 'noted'
            else 'met'
        end as standing
    from intermediate.check_verdicts
    inner join plan.checks
        on checks.check_id = check_verdicts.check_id
        and checks.severity = 'required'

    union all

    -- An order that is only advised makes nothing late, but who kept it not is told.
    select
        check_verdicts.obligation_id,
        check_verdicts.unit_id,
        check_verdicts.moment_on,
        check_verdicts.line_number,
        cast(null as date) as satisfied_on,
        check_verdicts.words_zh,
        check_verdicts.words_en,
        checks.check_order,
        'noted' as standing
    from intermediate.check_verdicts
    inner join plan.checks
        on checks.check_id = check_verdicts.check_id
        and checks.severity = 'advised'
        and checks.family = 'timing'
    where check_verdicts.result in ('late', 'fail', 'warn')
),

-- Words that several checks share are said once, with their number.
said as (
    select
        weighed.obligation_id,
        weighed.unit_id,
        weighed.moment_on,
        weighed.line_number,
        weighed.standing,
        min(weighed.check_order) as place,
        count(*) as check_count,
        max(weighed.satisfied_on) as satisfied_on,
        weighed.words_zh || case
            when count(*) > 1 then ' ' || cast(count(*) as varchar) || ' 项'
            else ''
        end as words_zh,
        weighed.words_en || case
            when count(*) > 1 then ' (' || cast(count(*) as varchar) || ')'
            else ''
        end as words_en
    from weighed
    group by
        weighed.obligation_id,
        weighed.unit_id,
        weighed.moment_on,
        weighed.line_number,
        weighed.standing,
        weighed.words_zh,
        weighed.words_en
),

standings as (
    select
        said.obligation_id,
        said.unit_id,
        said.moment_on,
        said.line_number,
        said.standing,
        cast(sum(said.check_count) as integer) as check_count,
        max(said.satisfied_on) as satisfied_on,
        string_agg(said.words_zh, '；' order by said.place) as words_zh,
        string_agg(said.words_en, '; ' order by said.place) as words_en
    from said
    group by
        said.obligation_id,
        said.unit_id,
        said.moment_on,
        said.line_number,
        said.standing
),

lines as (
    select
        obligation_lines.obligation_id,
        obligation_lines.unit_id,
        obligation_lines.moment_on,
        obligation_lines.line_number,
        obligation_lines.rollup,
        obligation_lines.happened_on,
        obligation_lines.recorded_on,
        max(standings.satisfied_on) as satisfied_on,
        coalesce(max(standings.check_count) filter (
            where standings.standing = 'failing'
        ), 0) as failing_count,
        max(standings.words_zh) filter (
            where standings.standing = 'failing'
        ) as missing_zh,
        max(standings.words_en) filter (
            where standings.standing = 'failing'
        ) as missing_en,
        coalesce(max(standings.check_count) filter (
            where standings.standing = 'awaiting'
        ), 0) as awaiting_count,
        max(standings.words_zh) filter (
            where standings.standing = 'awaiting'
        ) as awaiting_zh,
        max(standings.words_en) filter (
            where standings.standing = 'awaiting'
        ) as awaiting_en,
        coalesce(max(standings.check_count) filter (
            where standings.standing = 'late'
        ), 0) as late_count,
        max(standings.words_zh) filter (
            where standings.standing = 'late'
        ) as late_zh,
        max(standings.words_en) filter (
            where standings.standing = 'late'
        ) as late_en,
        max(standings.words_zh) filter (
            where standings.standing = 'noted'
        ) as noted_zh,
        max(standings.words_en) filter (
            where standings.standing = 'noted'
        ) as noted_en
    from intermediate.obligation_lines
    left join standings
        on standings.obligation_id = obligation_lines.obligation_id
        and standings.unit_id = obligation_lines.unit_id
        and standings.moment_on = obligation_lines.moment_on
        and standings.line_number = obligation_lines.line_number
    group by
        obligation_lines.obligation_id,
        obligation_lines.unit_id,
        obligation_lines.moment_on,
        obligation_lines.line_number,
        obligation_lines.rollup,
        obligation_lines.happened_on,
        obligation_lines.recorded_on
),

parts as (
    select
        lines.*,
        greatest(lines.happened_on, lines.satisfied_on) as part_on
    from lines
)

-- Any: the line nearest to done speaks. All: the line furthest from done speaks.
select
    parts.*,
    row_number() over (
        partition by parts.unit_id, parts.obligation_id, parts.moment_on
        order by
            case when parts.rollup = 'all' then -1 else 1 end
                * parts.failing_count,
            case when parts.rollup = 'all' then -1 else 1 end
                * parts.awaiting_count,
            case when parts.rollup = 'all' then -1 else 1 end
                * parts.late_count,
            case when parts.rollup = 'all' then parts.part_on end desc nulls last,
            parts.part_on nulls last,
            parts.line_number
    ) as speaking_place
from parts
