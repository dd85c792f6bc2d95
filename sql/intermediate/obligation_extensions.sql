-- One row per obligation, moment and run of extensions, each of them granted before the one before it had run out.
-- 每行：一项应办事项在某一时点已记录的一段延期；段内每次延期均在前次到期之前批准。
with recorded as (
    select
        obligation_moments.obligation_id,
        obligation_moments.unit_id,
        obligation_moments.moment_on,
        waivers.evidence_id,
        waivers.approved_on,
        waivers.new_due_on
    from intermediate.obligation_moments
    inner join intermediate.evidence_versions
        on evidence_versions.unit_id = obligation_moments.unit_id
        and evidence_versions.sheet = 'waivers'
        and evidence_versions.evidence_type = obligation_moments.requirement_id
        and evidence_versions.recorded_on <= obligation_moments.moment_on
        and evidence_versions.superseded_on > obligation_moments.moment_on
        and evidence_versions.is_withdrawn = 0
    inner join staging.waivers
        on waivers.evidence_id = evidence_versions.evidence_id
        and waivers.waiver_type = '延期'
        and waivers.new_due_on is not null
),

reaching as (
    select
        recorded.*,
        max(recorded.new_due_on) over (
            partition by
                recorded.unit_id,
                recorded.obligation_id,
                recorded.moment_on
            order by recorded.approved_on, recorded.evidence_id
            rows between unbounded preceding and 1 preceding
        ) as reached_before_on,
        max(recorded.new_due_on) over (
            partition by
                recorded.unit_id,
                recorded.obligation_id,
                recorded.moment_on
            order by recorded.approved_on, recorded.evidence_id
            rows between unbounded preceding and current row
        ) as reached_on
    from recorded
),

numbered as (
    select
        reaching.*,
        sum(
            case
                when reaching.approved_on <= reaching.reached_before_on then 0
                else 1
            end
        ) over (
            partition by
                reaching.unit_id,
                reaching.obligation_id,
                reaching.moment_on
            order by reaching.approved_on, reaching.evidence_id
            rows between unbounded preceding and current row
        ) as run_number
    from reaching
),

runs as (
    select
        numbered.obligation_id,
        numbered.unit_id,
        numbered.moment_on,
        numbered.run_number,
        min(numbered.approved_on) as approved_on,
        max(numbered.reached_on) as extended_to_on
    from numbered
    group by
        numbered.obligation_id,
        numbered.unit_id,
        numbered.moment_on,
        numbered.run_number
)

select
    runs.obligation_id,
    runs.unit_id,
    runs.moment_on,
    runs.approved_on,
    coalesce(
        lead(runs.approved_on) over (
            partition by runs.unit_id, runs.obligation_id, runs.moment_on
            order by runs.run_number
        ),
        cast('9999-12-31' as date)
    ) as next_approved_on,
    runs.extended_to_on
from runs
