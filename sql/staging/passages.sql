-- One row per clause whose passage was found in the source document that is attached to the plan.
-- 每行：在所附计划原文中找到的一个条款的原文。
select
    passages.clause_id,
    passages.passage_number,
    passages.passage
from raw.passages
