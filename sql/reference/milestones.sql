-- One row per milestone of the plan: what it aims at, who answers for it, and the deadline that the plan's words and the readings give it.
-- 每行：计划中的一个里程碑：目标、承办者，以及由计划文字和口径得出的时限。
with parts as (
    select
        milestones.parent_id,
        count(*) as part_count
    from plan.milestones
    where milestones.parent_id is not null
    group by milestones.parent_id
)

select
    milestones.milestone_id,
    milestones.milestone_order,
    milestones.milestone_title,
    milestones.milestone_title_en,
    milestones.action_id,
    actions.action_title,
    actions.action_title_en,
    milestones.parent_id,
    milestones.clause_id,
    milestones.target_kind,
    milestones.target_number,
    milestones.target_field,
    milestones.target_counted,
    milestones.unit_of_measure,
    cast(coalesce(parts.part_count, 0) as integer) as part_count,
    milestones.owners,
    milestones.due_phrase,
    milestones.due_rule,
    milestones.due_kind,
    cast(null as varchar) as due_anchor_id,
    phrase_deadlines.fixed_due_on,
    phrase_deadlines.stage_ends_on,
    phrase_deadlines.target_days,
    phrase_deadlines.bound_days
from plan.milestones
left join plan.actions
    on actions.action_id = milestones.action_id
left join parts
    on parts.parent_id = milestones.milestone_id
left join intermediate.phrase_deadlines
    on phrase_deadlines.owner_kind = 'milestone'
    and phrase_deadlines.owner_id = milestones.milestone_id
