-- One row per line of evidence: how far its required checks are met, and what is missing in words.
-- 每行:一组佐证的必查项达成情况,以及所缺内容的文字说明。
with lines as (
    select
        obligation_lines.obligation_id,
        obligation_lines.unit_id,
        obligation_lines.moment_on,
        obligation_lines.line_number,
        obligation_lines.rollup,
        obligation_lines.happened_on,
        obligation_lines.recorded_on,
        count(*) filter (
            where checks.severity = 'required'
                and check_verdicts.result in ('fail', 'missing')
        ) as failing_count,
        count(*) filter (
            where checks.severity = 'required'
                and check_verdicts.result in ('awaiting_review', 'stale')
        ) as awaiting_count,
        count(*) filter (
            where checks.severity = 'required'
                and check_verdicts.result = 'late'
        ) as late_count,
        max(check_verdicts.satisfied_on) filter (
            where checks.severity = 'required'
        ) as satisfied_on,
        string_agg(check_verdicts.words_zh, '、' order by checks.check_order) filter (
            where checks.severity = 'required'
                and check_verdicts.result in ('fail', 'missing')
        ) as missing_zh,
        string_agg(check_verdicts.words_en, '; ' order by checks.check_order) filter (
            where checks.severity = 'required'
                and check_verdicts.result in ('fail', 'missing')
        ) as missing_en,
        string_agg(check_verdicts.words_zh, '、' order by checks.check_order) filter (
            where checks.severity = 'required'
                and check_verdicts.result in ('awaiting_review', 'stale')
        ) as awaiting_zh,
        string_agg(check_verdicts.words_en, '; ' order by checks.check_order) filter (
            where checks.severity = 'required'
                and check_verdicts.result in ('awaiting_review', 'stale')
        ) as awaiting_en,
        string_agg(check_verdicts.words_zh, ';' order by checks.check_order) filter (
            where checks.severity = 'required'
                and check_verdicts.result = 'late'
        ) as late_zh,
        string_agg(check_verdicts.words_en, '; ' order by checks.check_order) filter (
            where checks.severity = 'required'
                and check_verdicts.result = 'late'
        ) as late_en
    from intermediate.obligation_lines
    left join intermediate.check_verdicts
        on check_verdicts.obligation_id = obligation_lines.obligation_id
        and check_verdicts.unit_id = obligation_lines.unit_id
        and check_verdicts.moment_on = obligation_lines.moment_on
        and check_verdicts.line_number = obligation_lines.line_number
    left join plan.checks
        on checks.check_id = check_verdicts.check_id
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
