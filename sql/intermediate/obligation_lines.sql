-- One row per obligation, moment and line: evidence that is judged together, dated by its first event.
-- 每行：一项应办事项在某一时点的一组佐证，以其中最早发生之日为准。
select
    obligation_rows.obligation_id,
    obligation_rows.requirement_id,
    obligation_rows.unit_id,
    obligation_rows.moment_on,
    obligation_rows.rollup,
    obligation_rows.line_number,
    min(obligation_rows.happened_on) as happened_on,
    max(obligation_rows.recorded_on) as recorded_on,
    count(*) as row_count
from intermediate.obligation_rows
group by
    obligation_rows.obligation_id,
    obligation_rows.requirement_id,
    obligation_rows.unit_id,
    obligation_rows.moment_on,
    obligation_rows.rollup,
    obligation_rows.line_number
