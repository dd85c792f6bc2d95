-- One row per accepted row of a problems sheet, as sent.
-- 每行：一条已采纳的“整改问题”表记录，保持上报原样。
select
    problems.upload_id
        || '/' || problems.sheet_name
        || '/' || cast(problems.row_number as varchar) as evidence_id,
    problems.unit_id,
    problems.problem_number,
    problems.problem,
    problems.problem_class,
    problems.is_concentrated,
    problems.measure,
    problems.problem_due_on,
    problems.solved_on,
    problems.problem_state,
    case when problems.withdrawn = 'yes' then 1 else 0 end as is_withdrawn,
    problems.report_on,
    problems.upload_number,
    problems.upload_id,
    problems.file_name,
    problems.sheet_name,
    problems.row_number
from raw.problems
