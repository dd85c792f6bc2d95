-- One row per check that was judged by a cell of row $row_number of sheet $sheet_name of upload $upload_id, and cell.
select
    check_evidence.cell,
    check_evidence.value_text,
    check_evidence.obligation_id,
    check_results.requirement_id,
    requirements.requirement_title,
    requirements.requirement_title_en,
    check_results.bearer_id,
    check_results.check_id,
    check_results.result,
    check_results.reason_zh,
    check_results.reason_en
from marts.check_evidence
inner join marts.check_results
    on check_results.obligation_id = check_evidence.obligation_id
    and check_results.check_id = check_evidence.check_id
    and check_results.unit_id = $unit_id
inner join marts.requirements
    on requirements.requirement_id = check_results.requirement_id
where check_evidence.unit_id = $unit_id
    and check_evidence.upload_id = $upload_id
    and check_evidence.sheet_name = $sheet_name
    and check_evidence.row_number = $row_number
order by requirements.requirement_order, check_results.bearer_id, check_results.check_order, check_evidence.cell
