-- One row per obligation and moment: when the thing happened, or is planned, as known then.
-- 每行：一项应办事项在某一时点所知的发生日或拟定日。
-- Table, sorted by unit_id, obligation_id, moment_on.
select
    obligation_moments.obligation_id,
    obligation_moments.requirement_id,
    obligation_moments.bearer,
    obligation_moments.unit_id,
    obligation_moments.bearer_id,
    obligation_moments.moment_on,
    obligation_moments.until_on,
    case
        when max(obligation_candidates.rollup) in ('last', 'all')
            then max(obligation_candidates.happened_on)
        else min(obligation_candidates.happened_on)
    end as happened_on,
    -- What comes after something that was made again comes after it was first made; where all are asked, after the last.
    case
        when max(obligation_candidates.rollup) = 'all'
            then max(obligation_candidates.happened_on)
        else min(obligation_candidates.happened_on)
    end as first_happened_on,
    case
        when max(obligation_candidates.rollup) in ('last', 'all')
            then max(obligation_candidates.planned_on)
        else min(obligation_candidates.planned_on)
    end as planned_on
from intermediate.obligation_moments
left join intermediate.obligation_candidates
    on obligation_candidates.obligation_id = obligation_moments.obligation_id
    and obligation_candidates.moment_on = obligation_moments.moment_on
    and obligation_candidates.unit_id = obligation_moments.unit_id
group by
    obligation_moments.obligation_id,
    obligation_moments.requirement_id,
    obligation_moments.bearer,
    obligation_moments.unit_id,
    obligation_moments.bearer_id,
    obligation_moments.moment_on,
    obligation_moments.until_on
