-- One row per step of an evaluation: what must come before it, the vote itself, and what must follow it.
-- 每行：民主评议的一个环节：评议前须办、评议本身、评议后须办的一项要求。
with votes as (
    select requirements.requirement_id
    from plan.requirements
    where requirements.evidence_sheet = 'evaluations'
        and requirements.duty = 'owed'
),

steps as (
    select
        votes.requirement_id,
        2 as step_stage
    from votes

    union

    select
        checks.requirement_id,
        case when checks.comparison in ('before', 'on or before') then 1 else 3 end as step_stage
    from plan.checks
    inner join votes
        on votes.requirement_id = checks.anchor_id
    where checks.check_kind = 'order'
        and checks.severity = 'required'
)

select
    steps.requirement_id,
    steps.step_stage,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en
from steps
inner join plan.requirements
    on requirements.requirement_id = steps.requirement_id
    and requirements.duty = 'owed'
