-- One row per problem of a unit that holds on the day: what is done about it, and whether it is solved.
-- 每行：一个单位在“截至”日有效的一个整改问题、措施及是否已解决。
select
    clock.as_of,
    problems.evidence_id,
    problems.unit_id,
    problems.problem_number,
    problems.problem,
    problems.problem_class,
    problems.is_concentrated,
    problems.measure,
    problems.problem_due_on,
    problems.solved_on,
    problems.problem_state,
    case
        when problems.solved_on is not null then 1
        when problems.problem_state = '已解决' then 1
        else 0
    end as is_solved,
    case
        when problems.solved_on is not null then 0
        when problems.problem_state = '已解决' then 0
        when problems.problem_due_on < clock.as_of
            then date_diff('day', problems.problem_due_on, clock.as_of)
        else 0
    end as days_late,
    evidence_versions.recorded_on,
    problems.upload_id,
    problems.file_name,
    problems.sheet_name,
    problems.row_number
from intermediate.clock
inner join intermediate.evidence_versions
    on evidence_versions.recorded_on <= clock.as_of
    and evidence_versions.superseded_on > clock.as_of
    and evidence_versions.is_withdrawn = 0
    and evidence_versions.sheet = 'problems'
inner join staging.problems
    on problems.unit_id = evidence_versions.unit_id
    and problems.evidence_id = evidence_versions.evidence_id
