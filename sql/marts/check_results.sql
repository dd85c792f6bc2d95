-- One row per owed obligation and check of its requirement: the one result on the day, in words.
-- 每行:一项应办事项的一条核查在“截至”日的唯一结果及文字说明。
select
    day_statuses.as_of,
    day_statuses.obligation_id,
    day_statuses.unit_id,
    day_statuses.requirement_id,
    day_statuses.bearer_id,
    checks.check_id,
    checks.check_order,
    checks.clause_id,
    checks.check_kind,
    checks.item,
    checks.threshold,
    checks.severity,
    checks.judged_by,
    checks.reading_key,
    case
        when day_statuses.status = 'not_applicable' then 'not_applicable'
        when check_verdicts.result is not null then check_verdicts.result
        when condition_verdicts.owner_id is not null
            and condition_verdicts.is_applicable = 0 then 'not_applicable'
        when condition_verdicts.owner_id is not null
            and condition_verdicts.is_applicable is null then 'wait'
        when checks.judged_by = 'reviewer' then 'awaiting_review'
        else 'missing'
    end as result,
    case
        when check_verdicts.result is null
            and day_statuses.status <> 'not_applicable' then '尚无已发生的佐证'
        else check_verdicts.words_zh
    end as reason_zh,
    case
        when check_verdicts.result is null
            and day_statuses.status <> 'not_applicable'
            then 'nothing that happened is on record'
        else check_verdicts.words_en
    end as reason_en,
    check_verdicts.satisfied_on
from intermediate.day_statuses
inner join intermediate.obligation_states
    on obligation_states.obligation_id = day_statuses.obligation_id
    and obligation_states.unit_id = day_statuses.unit_id
    and obligation_states.moment_on = day_statuses.moment_on
inner join plan.checks
    on checks.requirement_id = day_statuses.requirement_id
left join intermediate.check_verdicts
    on check_verdicts.obligation_id = day_statuses.obligation_id
    and check_verdicts.unit_id = day_statuses.unit_id
    and check_verdicts.moment_on = day_statuses.moment_on
    and check_verdicts.line_number = obligation_states.line_number
    and check_verdicts.check_id = checks.check_id
left join intermediate.condition_verdicts
    on condition_verdicts.owner_kind = 'check'
    and condition_verdicts.owner_id = checks.check_id
    and condition_verdicts.obligation_id = day_statuses.obligation_id
    and condition_verdicts.unit_id = day_statuses.unit_id
    and condition_verdicts.moment_on = day_statuses.moment_on
