-- One row per row of evidence and owed obligation that it answers on the day, or is passed over for.
-- 每行：一条佐证在“截至”日对应的一项应办事项，及是否计入判定。
select distinct
    day_statuses.as_of,
    obligation_candidates.evidence_id,
    obligation_candidates.unit_id,
    obligation_candidates.obligation_id,
    case
        when obligation_candidates.happened_on is null then 'planned'
        when obligation_rows.evidence_id is null then 'passed_over'
        else 'answers'
    end as row_role
from intermediate.day_statuses
inner join intermediate.obligation_candidates
    on obligation_candidates.obligation_id = day_statuses.obligation_id
    and obligation_candidates.unit_id = day_statuses.unit_id
    and obligation_candidates.moment_on = day_statuses.moment_on
left join intermediate.obligation_rows
    on obligation_rows.obligation_id = obligation_candidates.obligation_id
    and obligation_rows.unit_id = obligation_candidates.unit_id
    and obligation_rows.moment_on = obligation_candidates.moment_on
    and obligation_rows.evidence_id = obligation_candidates.evidence_id
