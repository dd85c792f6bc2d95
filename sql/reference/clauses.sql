-- One row per clause of the plan, in its order.
-- 每行:计划中的一个条款,按原文次序。
select
    clauses.clause_id,
    clauses.clause_order,
    clauses.clause_title,
    clauses.clause_title_en,
    clauses.summary,
    clauses.summary_en,
    clauses.parent_id,
    clauses.clause_class
from plan.clauses
