-- One row per term that the plan has a word of its own for: what it calls branches, groups, members.
-- 每行：计划另有称谓的一个通称，如支部、指导检查组、党员的叫法。
select
    words.term,
    words.own_word,
    words.own_word_en
from plan.words
