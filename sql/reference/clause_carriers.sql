-- One row per clause and what carries it: a requirement, check, milestone or action plan.
-- 每行：一个条款及承接它的一项内容：要求、核查项、里程碑或行动计划。
select
    requirements.clause_id,
    'requirement' as carrier_kind,
    requirements.requirement_id as carrier_id,
    requirements.requirement_order as carrier_order,
    requirements.requirement_title as carrier_title,
    requirements.requirement_title_en as carrier_title_en,
    requirements.requirement_id,
    cast(null as varchar) as judged_by
from plan.requirements

union all

select
    checks.clause_id,
    'check' as carrier_kind,
    checks.check_id as carrier_id,
    checks.check_order as carrier_order,
    requirements.requirement_title as carrier_title,
    requirements.requirement_title_en as carrier_title_en,
    checks.requirement_id,
    checks.judged_by
from plan.checks
inner join plan.requirements
    on requirements.requirement_id = checks.requirement_id

union all

select
    milestones.clause_id,
    'milestone' as carrier_kind,
    milestones.milestone_id as carrier_id,
    milestones.milestone_order as carrier_order,
    milestones.milestone_title as carrier_title,
    milestones.milestone_title_en as carrier_title_en,
    cast(null as varchar) as requirement_id,
    cast(null as varchar) as judged_by
from plan.milestones

union all

select
    actions.clause_id,
    'action' as carrier_kind,
    actions.action_id as carrier_id,
    actions.action_order as carrier_order,
    actions.action_title as carrier_title,
    actions.action_title_en as carrier_title_en,
    cast(null as varchar) as requirement_id,
    cast(null as varchar) as judged_by
from plan.actions
