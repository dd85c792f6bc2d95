-- One row per requirement: the rule of its deadline taken apart, with what the words and readings give by themselves.
-- 每行：一项要求的时限规则，及仅由计划文字和口径得出的日期与天数。
select
    requirements.requirement_id,
    requirements.due_kind,
    requirements.due_phrase,
    requirements.due_date,
    requirements.due_anchor_id,
    anchors.requirement_title as anchor_title,
    anchors.requirement_title_en as anchor_title_en,
    phrase_deadlines.fixed_due_on,
    phrase_deadlines.stage_ends_on,
    phrase_deadlines.direction,
    phrase_deadlines.target_days,
    phrase_deadlines.bound_days,
    requirements.applies_when
from plan.requirements
inner join intermediate.phrase_deadlines
    on phrase_deadlines.owner_kind = 'requirement'
    and phrase_deadlines.owner_id = requirements.requirement_id
left join plan.requirements as anchors
    on anchors.requirement_id = requirements.due_anchor_id
