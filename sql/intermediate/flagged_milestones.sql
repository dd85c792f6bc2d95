-- One row per milestone that asks a flag of another's objects and moment of recording: of how many, and how many have it.
-- 每行：一个要求另一里程碑的对象具备某标记（如挂牌）的里程碑，在某一时点应有多少、已有多少。
with asked_rows as (
    select
        milestones.milestone_id,
        milestones.target_field,
        milestone_moments.moment_on,
        progress_versions.evidence_id,
        progress_versions.is_done,
        progress_versions.counted_on,
        row_number() over (
            partition by
                milestones.milestone_id,
                milestone_moments.moment_on,
                sources.source_id,
                progress_versions.unit_id,
                progress_versions.object_name
            order by progress_versions.counted_on desc
        ) as place
    from plan.milestones
    inner join (
        select distinct
            conditions.owner_id,
            conditions.source_id
        from plan.conditions
        where conditions.owner_kind = 'milestone'
            and conditions.subject = 'evidence'
    ) as sources
        on sources.owner_id = milestones.milestone_id
    inner join intermediate.milestone_moments
        on milestone_moments.milestone_id = milestones.milestone_id
    inner join intermediate.progress_versions
        on progress_versions.milestone_id = sources.source_id
        and progress_versions.recorded_on <= milestone_moments.moment_on
        and progress_versions.superseded_on > milestone_moments.moment_on
    where milestones.target_kind = 'flag'
),

answers as (
    select
        asked_rows.milestone_id,
        asked_rows.moment_on,
        asked_rows.evidence_id,
        asked_rows.is_done,
        asked_rows.counted_on,
        asked_rows.target_field,
        conditions.term_number,
        max(
            case conditions.operator
                when 'is set' then case
                    when cells.item_text is null then 0 else 1
                end
                when 'is empty' then case
                    when cells.item_text is null then 1 else 0
                end
                when '=' then case
                    when cells.item_text = conditions.value
                        or cells.item_number = try_cast(conditions.value as double)
                        then 1
                    else 0
                end
                when '!=' then case
                    when cells.item_text = conditions.value then 0 else 1
                end
                when '>' then case
                    when cells.item_number > try_cast(conditions.value as double)
                        then 1
                    else 0
                end
                else case
                    when cells.item_number >= try_cast(conditions.value as double)
                        then 1
                    else 0
                end
            end
        ) as is_true
    from asked_rows
    inner join plan.conditions
        on conditions.owner_kind = 'milestone'
        and conditions.owner_id = asked_rows.milestone_id
        and conditions.subject = 'evidence'
    left join staging.evidence_cells as cells
        on cells.evidence_id = asked_rows.evidence_id
        and cells.sheet = 'progress'
        and cells.field = conditions.field
    where asked_rows.place = 1
    group by
        asked_rows.milestone_id,
        asked_rows.moment_on,
        asked_rows.evidence_id,
        asked_rows.is_done,
        asked_rows.counted_on,
        asked_rows.target_field,
        conditions.term_number
),

concerned as (
    select
        answers.milestone_id,
        answers.moment_on,
        answers.evidence_id,
        answers.target_field,
        answers.counted_on,
        min(answers.is_true) as is_concerned
    from answers
    -- What has been closed since needs no flag any more.
    where answers.is_done = 0
    group by
        answers.milestone_id,
        answers.moment_on,
        answers.evidence_id,
        answers.target_field,
        answers.counted_on
)

select
    concerned.milestone_id,
    concerned.moment_on,
    cast(count(*) as integer) as object_count,
    cast(
        count(*) filter (where flags.item_text = 'yes') as integer
    ) as done_object_count,
    max(concerned.counted_on) as last_counted_on
from concerned
left join staging.evidence_cells as flags
    on flags.evidence_id = concerned.evidence_id
    and flags.sheet = 'progress'
    and flags.field = concerned.target_field
where concerned.is_concerned = 1
group by
    concerned.milestone_id,
    concerned.moment_on
