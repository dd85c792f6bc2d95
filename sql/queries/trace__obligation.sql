-- One row per bearer of requirement $requirement_id in unit $unit_id, the worst first: status, clause, and how its deadline was worked out.
select
    compliance.*,
    (select count(attached.passage) from reference.clauses as attached) as passage_count,
    clauses.clause_title,
    clauses.clause_title_en,
    clauses.summary,
    clauses.summary_en,
    clauses.passage,
    clauses.passage_number,
    requirements.due_rule,
    requirement_deadlines.due_kind,
    requirement_deadlines.due_phrase,
    requirement_deadlines.due_date,
    requirement_deadlines.anchor_title,
    requirement_deadlines.anchor_title_en,
    requirement_deadlines.due_anchor_id,
    requirement_deadlines.fixed_due_on,
    requirement_deadlines.direction,
    requirement_deadlines.target_days,
    requirement_deadlines.bound_days,
    requirement_deadlines.applies_when
from marts.compliance
inner join marts.requirements
    on requirements.requirement_id = compliance.requirement_id
inner join reference.requirement_deadlines
    on requirement_deadlines.requirement_id = compliance.requirement_id
left join reference.clauses
    on clauses.clause_id = compliance.clause_id
where compliance.unit_id = $unit_id and compliance.requirement_id = $requirement_id
order by compliance.status_order, compliance.bearer_id
