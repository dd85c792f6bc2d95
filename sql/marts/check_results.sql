-- One row per owed obligation and check of its requirement: the one result on the day, in words.
-- 每行：一项应办事项的一条核查在“截至”日的唯一结果及文字说明。
select
    day_statuses.as_of,
    day_statuses.obligation_id,
    day_statuses.unit_id,
    day_statuses.requirement_id,
    day_statuses.bearer_id,
    obligation_checks.check_id,
    obligation_checks.check_order,
    obligation_checks.clause_id,
    obligation_checks.check_kind,
    obligation_checks.item,
    obligation_checks.threshold,
    obligation_checks.severity,
    obligation_checks.judged_by,
    obligation_checks.reading_key,
    case
        when day_statuses.status = 'not_applicable' then 'not_applicable'
        else obligation_checks.result
    end as result,
    case
        when obligation_checks.has_verdict = 0
            and day_statuses.status <> 'not_applicable' then '尚无已发生的佐证'
        else obligation_checks.words_zh
    end as reason_zh,
    case
        when obligation_checks.has_verdict = 0
            and day_statuses.status <> 'not_applicable'
            then 'nothing that happened is on record'
        else obligation_checks.words_en
    end as reason_en,
    obligation_checks.satisfied_on
from intermediate.day_statuses
inner join intermediate.obligation_checks
    on obligation_checks.obligation_id = day_statuses.obligation_id
    and obligation_checks.unit_id = day_statuses.unit_id
    and obligation_checks.moment_on = day_statuses.moment_on
