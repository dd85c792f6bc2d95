-- One row per requirement of the plan, with the deadline that the plan's words and the readings give it.
-- 每行：计划中的一项要求，及由计划文字和口径得出的时限。
with typed as (
    select
        evidence_types.requirement_id,
        string_agg(
            evidence_types.evidence_type,
            '、' order by evidence_types.evidence_type
        ) as evidence_types
    from plan.evidence_types
    group by evidence_types.requirement_id
)

select
    requirements.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    requirements.clause_id,
    requirements.bearer,
    requirements.duty,
    requirements.evidence_sheet,
    requirements.evidence_type_field,
    typed.evidence_types,
    requirements.evidence_date_field,
    requirements.evidence_reviewer,
    requirements.evidence_reviewer_attribute,
    requirements.rollup,
    requirements.due_phrase,
    requirements.due_rule,
    requirements.due_kind,
    requirements.due_anchor_id,
    requirements.due_reading_key,
    phrase_deadlines.fixed_due_on,
    phrase_deadlines.stage_ends_on,
    phrase_deadlines.target_days,
    phrase_deadlines.bound_days,
    plan.starts_on,
    plan.ends_on
from plan.requirements
cross join plan.plan
left join typed
    on typed.requirement_id = requirements.requirement_id
left join intermediate.phrase_deadlines
    on phrase_deadlines.owner_kind = 'requirement'
    and phrase_deadlines.owner_id = requirements.requirement_id
