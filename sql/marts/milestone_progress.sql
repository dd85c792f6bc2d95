-- One row per milestone, unit and object: its latest count on the day.
-- 每行：一个里程碑、责任单位和对象在“截至”日的最近一次统计。
with placed as (
    select
        progress_rows.*,
        row_number() over (
            partition by
                progress_rows.milestone_id,
                progress_rows.unit_id,
                progress_rows.object_name
            order by progress_rows.counted_on desc
        ) as place
    from intermediate.progress_rows
)

select
    placed.milestone_id,
    placed.unit_id,
    day_units.unit_name,
    placed.object_name,
    placed.counted_on,
    placed.cumulative_amount,
    placed.completion_ratio,
    placed.progress_state,
    placed.attempt_count,
    placed.is_listed,
    placed.listed_on,
    placed.supervisor_unit,
    placed.note,
    placed.is_done,
    placed.upload_id,
    placed.file_name,
    placed.sheet_name,
    placed.row_number
from placed
left join intermediate.day_units
    on day_units.unit_id = placed.unit_id
where placed.place = 1
