-- One row per obligation, moment and check of its requirement: the one result, in words.
-- 每行：一项应办事项的一条核查在某一时点的唯一结果及文字说明。
select
    obligation_states.obligation_id,
    obligation_states.unit_id,
    obligation_states.requirement_id,
    obligation_states.moment_on,
    checks.check_id,
    checks.check_order,
    checks.clause_id,
    checks.check_kind,
    checks.family,
    checks.item,
    checks.threshold,
    checks.severity,
    checks.judged_by,
    checks.reading_key,
    case
        when check_verdicts.result is not null then check_verdicts.result
        when condition_verdicts.owner_id is not null
            and condition_verdicts.is_applicable = 0 then 'not_applicable'
        when condition_verdicts.owner_id is not null
            and condition_verdicts.is_applicable is null then 'wait'
        when checks.judged_by = 'reviewer' then 'awaiting_review'
        else 'missing'
    end as result,
    case when check_verdicts.result is null then 0 else 1 end as has_verdict,
    check_verdicts.words_zh,
    check_verdicts.words_en,
    check_verdicts.satisfied_on
from intermediate.obligation_states
inner join plan.checks
    on checks.requirement_id = obligation_states.requirement_id
left join intermediate.check_verdicts
    on check_verdicts.obligation_id = obligation_states.obligation_id
    and check_verdicts.unit_id = obligation_states.unit_id
    and check_verdicts.moment_on = obligation_states.moment_on
    and check_verdicts.line_number = obligation_states.line_number
    and check_verdicts.check_id = checks.check_id
left join intermediate.condition_verdicts
    on condition_verdicts.owner_kind = 'check'
    and condition_verdicts.owner_id = checks.check_id
    and condition_verdicts.obligation_id = obligation_states.obligation_id
    and condition_verdicts.unit_id = obligation_states.unit_id
    and condition_verdicts.moment_on = obligation_states.moment_on
