-- One row per clause of the plan, in its order, with its own words where the source document is attached.
-- 每行：计划中的一个条款，按原文次序；附有原文的并列原文。
select
    clauses.clause_id,
    clauses.clause_order,
    clauses.clause_title,
    clauses.clause_title_en,
    clauses.summary,
    clauses.summary_en,
    clauses.parent_id,
    clauses.clause_class,
    clauses.unjudged,
    clauses.unjudged_en,
    clauses.numbering,
    passages.passage_number,
    passages.passage
from plan.clauses
left join staging.passages
    on passages.clause_id = clauses.clause_id
