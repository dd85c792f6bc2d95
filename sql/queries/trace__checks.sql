-- One row per check of obligation $obligation_id of unit $unit_id: clause, reading, result and reason.
select
    check_results.check_id,
    check_results.check_order,
    check_results.clause_id,
    clauses.clause_title,
    clauses.clause_title_en,
    clauses.passage,
    clauses.passage_number,
    check_results.threshold,
    check_results.severity,
    check_results.judged_by,
    check_results.reading_key,
    readings.phrase,
    readings.phrase_en,
    readings.reading_value,
    check_results.result,
    check_results.reason_zh,
    check_results.reason_en,
    check_results.satisfied_on
from marts.check_results
left join reference.clauses
    on clauses.clause_id = check_results.clause_id
left join reference.readings
    on readings.reading_key = check_results.reading_key
where check_results.obligation_id = $obligation_id and check_results.unit_id = $unit_id
order by check_results.check_order, check_results.check_id
