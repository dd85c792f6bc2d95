-- One row per obligation: one requirement owed by one bearer, made before any rule runs.
-- 每行：一项应办事项，即一项要求与一个责任主体，先于一切规则列出。
-- Table, sorted by unit_id, requirement_id, bearer_id.
with rostered_units as (
    select
        evidence_versions.unit_id,
        min(evidence_versions.recorded_on) as first_recorded_on
    from intermediate.evidence_versions
    where evidence_versions.sheet = 'units'
        and evidence_versions.is_withdrawn = 0
    group by evidence_versions.unit_id
),

rostered_branches as (
    select
        evidence_versions.unit_id,
        evidence_versions.branch_id,
        min(evidence_versions.recorded_on) as first_recorded_on
    from intermediate.evidence_versions
    where evidence_versions.sheet = 'branches'
        and evidence_versions.is_withdrawn = 0
    group by
        evidence_versions.unit_id,
        evidence_versions.branch_id
),

liaison_groups as (
    select distinct unit_attributes.unit_id
    from intermediate.unit_attributes
    inner join plan.plan
        on plan.group_class = unit_attributes.attribute_text
    where unit_attributes.attribute = 'unit_class'
),

-- A liaison group owes only what a requirement asks of its class by name.
class_bound as (
    select distinct conditions.owner_id as requirement_id
    from plan.conditions
    where conditions.owner_kind = 'requirement'
        and conditions.subject = 'unit'
        and conditions.field = 'unit_class'
),

unit_obligations as (
    select
        requirements.requirement_id,
        requirements.bearer,
        requirements.duty,
        rostered_units.unit_id,
        rostered_units.unit_id as bearer_id,
        rostered_units.first_recorded_on
    from plan.requirements
    cross join rostered_units
    left join liaison_groups
        on liaison_groups.unit_id = rostered_units.unit_id
    left join class_bound
        on class_bound.requirement_id = requirements.requirement_id
    where requirements.duty in ('owed', 'tracked')
        and requirements.bearer in ('unit', 'member', 'group')
        and (
            liaison_groups.unit_id is null
            or class_bound.requirement_id is not null
        )
),

branch_obligations as (
    select
        requirements.requirement_id,
        requirements.bearer,
        requirements.duty,
        rostered_branches.unit_id,
        rostered_branches.branch_id as bearer_id,
        greatest(
            rostered_branches.first_recorded_on,
            rostered_units.first_recorded_on
        ) as first_recorded_on
    from plan.requirements
    cross join rostered_branches
    inner join rostered_units
        on rostered_units.unit_id = rostered_branches.unit_id
    where requirements.duty in ('owed', 'tracked')
        and requirements.bearer = 'branch'
),

every_obligation as (
    select * from unit_obligations
    union all
    select * from branch_obligations
)

select
    every_obligation.requirement_id
        || '|' || every_obligation.unit_id
        || '|' || every_obligation.bearer_id as obligation_id,
    every_obligation.requirement_id,
    every_obligation.bearer,
    every_obligation.duty,
    every_obligation.unit_id,
    every_obligation.bearer_id,
    case
        when every_obligation.bearer = 'branch' then every_obligation.bearer_id
        else ''
    end as branch_id,
    every_obligation.first_recorded_on
from every_obligation
