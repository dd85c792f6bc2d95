-- One row per milestone and day of counting: how far it had come by then.
-- 每行:一个里程碑在某一统计日的进展。
with counting_days as (
    select distinct
        progress_rows.milestone_id,
        progress_rows.counted_on
    from intermediate.progress_rows
),

known as (
    select
        counting_days.counted_on as day_on,
        progress_rows.*,
        row_number() over (
            partition by
                counting_days.milestone_id,
                counting_days.counted_on,
                progress_rows.unit_id,
                progress_rows.object_name
            order by progress_rows.counted_on desc
        ) as place
    from counting_days
    inner join intermediate.progress_rows
        on progress_rows.milestone_id = counting_days.milestone_id
        and progress_rows.counted_on <= counting_days.counted_on
),

latest as (
    select known.*
    from known
    where known.place = 1
)

select
    latest.milestone_id,
    latest.day_on,
    count(*) as object_count,
    cast(sum(latest.is_done) as integer) as done_object_count,
    -- An object that is done but has no number counts as one.
    sum(coalesce(latest.cumulative_amount, latest.is_done)) as completed_amount,
    -- A number without a target says nothing of a share.
    avg(
        case
            when latest.completion_ratio is not null then latest.completion_ratio
            when latest.is_done = 1 then 1.0
            else null
        end
    ) as average_ratio
from latest
group by
    latest.milestone_id,
    latest.day_on
