-- One row per check of obligation $obligation_id and cell that answers it; without an answer the cell is empty.
select
    check_results.check_id,
    check_results.check_kind,
    check_results.item,
    check_results.threshold,
    check_results.severity,
    check_results.result,
    check_results.reason_zh,
    check_results.reason_en,
    check_evidence.upload_id,
    check_evidence.file_name,
    check_evidence.sheet_name,
    check_evidence.row_number,
    check_evidence.cell,
    check_evidence.value_text
from marts.check_results
left join marts.check_evidence
    on check_evidence.obligation_id = check_results.obligation_id
    and check_evidence.check_id = check_results.check_id
where check_results.obligation_id = $obligation_id
order by
    check_results.check_order,
    check_results.check_id,
    check_evidence.upload_id,
    check_evidence.sheet_name,
    check_evidence.row_number,
    check_evidence.cell
