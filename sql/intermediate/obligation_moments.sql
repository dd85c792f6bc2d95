-- One row per obligation and day on which something recorded may have changed it, until the next such day.
-- 每行：一项应办事项的一段记录时间：自某次记录变动之日起，至下一次变动之前。
-- Table, sorted by unit_id, obligation_id, moment_on.
with sources as (
    select
        sources.requirement_id,
        sources.sheet,
        sources.evidence_type
    from plan.sources

    union

    -- A mark is judged against the latest form of the material it speaks of.
    select
        checks.requirement_id,
        material_sheets.sheet,
        checks.material_type as evidence_type
    from plan.checks
    cross join (values ('reports'), ('meetings')) as material_sheets(sheet)
    where checks.material_type is not null
),

moments as (
    select distinct
        obligations.obligation_id,
        greatest(
            evidence_versions.recorded_on,
            obligations.first_recorded_on
        ) as moment_on
    from intermediate.obligations
    inner join plan.requirements
        on requirements.requirement_id = obligations.requirement_id
    inner join sources
        on sources.requirement_id = obligations.requirement_id
    inner join intermediate.evidence_versions
        on evidence_versions.unit_id = obligations.unit_id
        and evidence_versions.sheet = sources.sheet
    where (
            sources.evidence_type = '*'
            or evidence_versions.evidence_type = sources.evidence_type
        )
        and (
            evidence_versions.sheet <> 'waivers'
            or evidence_versions.evidence_type = obligations.requirement_id
            -- An extension of what a deadline hangs on moves that deadline too.
            or requirements.due_anchor_id is not null
        )
        and (
            evidence_versions.sheet <> 'branches'
            or evidence_versions.branch_id = obligations.branch_id
            or obligations.branch_id = ''
        )
)

select
    obligations.obligation_id,
    obligations.requirement_id,
    obligations.bearer,
    obligations.duty,
    obligations.unit_id,
    obligations.bearer_id,
    obligations.branch_id,
    moments.moment_on,
    coalesce(
        lead(moments.moment_on) over (
            partition by moments.obligation_id
            order by moments.moment_on
        ),
        cast('9999-12-31' as date)
    ) as until_on
from intermediate.obligations
inner join moments
    on moments.obligation_id = obligations.obligation_id
