-- One row per cell that proves or disproves a check of the unit.
-- Name: 一个单位的佐证单元格 | The cells behind a unit
-- Note: 从核查项到文件、工作表、单元格。 | From the check to the file, sheet and cell.
-- $unit_id: | 单位编码，空为全部 | Unit, by its code; blank = all
-- $requirement_id: | 要求编号，空为全部 | Requirement, by its code; blank = all
select
    check_results.unit_id,
    check_results.requirement_id,
    check_results.bearer_id,
    check_results.check_id,
    check_results.result,
    check_evidence.file_name,
    check_evidence.sheet_name,
    check_evidence.cell,
    check_evidence.value_text
from marts.check_results as check_results
inner join marts.check_evidence as check_evidence
    on check_evidence.obligation_id = check_results.obligation_id
    and check_evidence.check_id = check_results.check_id
where
    ($unit_id is null or check_results.unit_id = $unit_id)
    and ($requirement_id is null or check_results.requirement_id = $requirement_id)
order by
    check_results.unit_id,
    check_results.requirement_id,
    check_results.bearer_id,
    check_results.check_order,
    check_evidence.upload_id,
    check_evidence.sheet_name,
    check_evidence.row_number,
    check_evidence.cell
