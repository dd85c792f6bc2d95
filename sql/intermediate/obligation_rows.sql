-- One row per obligation, moment and row of evidence that counts, in lines: rows that are judged together share a line.
-- 每行：一项应办事项在某一时点计入判定的一条佐证；一并判定的佐证同属一组。
-- Table, sorted by unit_id, obligation_id, moment_on.
with placed as (
    select
        obligation_candidates.*,
        row_number() over (
            partition by
                obligation_candidates.obligation_id,
                obligation_candidates.moment_on
            order by
                obligation_candidates.happened_on,
                obligation_candidates.sequence_number,
                obligation_candidates.evidence_id
        ) as place_from_first,
        row_number() over (
            partition by
                obligation_candidates.obligation_id,
                obligation_candidates.moment_on
            order by
                obligation_candidates.happened_on desc,
                obligation_candidates.sequence_number desc,
                obligation_candidates.evidence_id desc
        ) as place_from_last
    from intermediate.obligation_candidates
    where obligation_candidates.happened_on is not null
)

select
    placed.obligation_id,
    placed.requirement_id,
    placed.unit_id,
    placed.moment_on,
    placed.evidence_id,
    placed.happened_on,
    placed.first_recorded_on,
    placed.recorded_on,
    placed.rollup,
    case
        when placed.rollup in ('any', 'all') then placed.place_from_first
        else 1
    end as line_number,
    case
        when placed.rollup = 'sum' then placed.place_from_first
        else 1
    end as row_rank,
    -- What a line is, wherever it stands among the others: one row, or all that add up.
    case when placed.rollup = 'sum' then '' else placed.row_key end as line_key
from placed
where (placed.rollup = 'first' and placed.place_from_first = 1)
    or (placed.rollup = 'last' and placed.place_from_last = 1)
    or placed.rollup in ('any', 'all', 'sum')
