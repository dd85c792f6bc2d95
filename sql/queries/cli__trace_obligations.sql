-- One row per bearer of requirement $requirement_id in unit $unit_id, the worst first, with the clause that demands it and the rule of its deadline.
select
    compliance.obligation_id,
    compliance.unit_id,
    compliance.unit_name,
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.bearer,
    compliance.bearer_id,
    compliance.bearer_name,
    compliance.status,
    compliance.due_on,
    compliance.done_on,
    compliance.missing_zh,
    compliance.missing_en,
    compliance.clause_id,
    clauses.clause_title,
    clauses.clause_title_en,
    clauses.summary,
    clauses.summary_en,
    requirements.due_phrase,
    requirements.due_rule
from marts.compliance
inner join marts.requirements
    on requirements.requirement_id = compliance.requirement_id
left join reference.clauses
    on clauses.clause_id = compliance.clause_id
where compliance.unit_id = $unit_id and compliance.requirement_id = $requirement_id
order by compliance.status_order, compliance.bearer_id
