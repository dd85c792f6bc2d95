-- One row per row of evidence that names no branch while its unit had just one: that branch.
-- 每行：一条未写支部的佐证；填报时该单位只有一个支部，即指该支部。
-- Told by the day of the report, so that a branch founded later changes nothing about it.
with rosters as (
    select
        evidence_versions.unit_id,
        min(evidence_versions.recorded_on) as first_recorded_on
    from intermediate.evidence_versions
    where evidence_versions.sheet = 'branches'
        and evidence_versions.is_withdrawn = 0
    group by evidence_versions.unit_id
),

unnamed as (
    select
        evidence_versions.evidence_id,
        evidence_versions.unit_id,
        greatest(
            evidence_versions.recorded_on,
            rosters.first_recorded_on
        ) as told_on
    from intermediate.evidence_versions
    inner join rosters
        on rosters.unit_id = evidence_versions.unit_id
    where evidence_versions.branch_id = ''
        and evidence_versions.is_withdrawn = 0
        and exists (
            select 1
            from plan.requirements
            inner join plan.evidence_types
                on evidence_types.requirement_id = requirements.requirement_id
            where requirements.bearer = 'branch'
                and evidence_types.sheet = evidence_versions.sheet
        )
)

select
    unnamed.evidence_id,
    unnamed.unit_id,
    max(branch_versions.branch_id) as branch_id
from unnamed
inner join intermediate.evidence_versions as branch_versions
    on branch_versions.unit_id = unnamed.unit_id
    and branch_versions.sheet = 'branches'
    and branch_versions.is_withdrawn = 0
    and branch_versions.recorded_on <= unnamed.told_on
    and branch_versions.superseded_on > unnamed.told_on
inner join staging.branches
    on branches.evidence_id = branch_versions.evidence_id
where (branches.active_from_on is null or branches.active_from_on <= unnamed.told_on)
    and (branches.active_until_on is null or branches.active_until_on > unnamed.told_on)
group by
    unnamed.evidence_id,
    unnamed.unit_id
having count(*) = 1
