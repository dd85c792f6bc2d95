-- One row per clause, in the order of the plan.
select
    clauses.clause_id,
    clauses.clause_title,
    clauses.clause_title_en,
    clauses.summary,
    clauses.summary_en,
    clauses.parent_id,
    clauses.clause_class,
    clauses.unjudged,
    clauses.unjudged_en
from reference.clauses as clauses
order by clauses.clause_order
