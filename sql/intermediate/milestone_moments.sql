-- One row per milestone and day on which its recorded progress changed, until the next such day.
-- 每行：一个里程碑的进展记录自某次变动之日起、至下一次变动之前的一段日子。
with watched as (
    select
        milestones.milestone_id,
        milestones.milestone_id as source_id
    from plan.milestones

    union

    select
        conditions.owner_id as milestone_id,
        conditions.source_id
    from plan.conditions
    where conditions.owner_kind = 'milestone'
        and conditions.subject = 'evidence'
),

changes as (
    select
        watched.milestone_id,
        progress_versions.recorded_on as moment_on
    from watched
    inner join intermediate.progress_versions
        on progress_versions.milestone_id = watched.source_id

    union

    select
        watched.milestone_id,
        progress_versions.superseded_on as moment_on
    from watched
    inner join intermediate.progress_versions
        on progress_versions.milestone_id = watched.source_id
    where progress_versions.superseded_on < cast('9999-12-31' as date)
)

select
    changes.milestone_id,
    changes.moment_on,
    coalesce(
        lead(changes.moment_on) over (
            partition by changes.milestone_id
            order by changes.moment_on
        ),
        cast('9999-12-31' as date)
    ) as until_on
from changes
