-- One row per milestone, moment of recording and day of counting: how far it had come by then.
-- 每行：按某一时点的记录，一个里程碑在某一统计日的进展。
with holding as (
    select
        milestone_moments.moment_on,
        progress_versions.*
    from intermediate.milestone_moments
    inner join intermediate.progress_versions
        on progress_versions.milestone_id = milestone_moments.milestone_id
        and progress_versions.recorded_on <= milestone_moments.moment_on
        and progress_versions.superseded_on > milestone_moments.moment_on
),

counting_days as (
    select distinct
        holding.milestone_id,
        holding.moment_on,
        holding.counted_on
    from holding
),

known as (
    select
        counting_days.counted_on as day_on,
        holding.*,
        row_number() over (
            partition by
                counting_days.milestone_id,
                counting_days.moment_on,
                counting_days.counted_on,
                holding.unit_id,
                holding.object_name
            order by holding.counted_on desc
        ) as place
    from counting_days
    inner join holding
        on holding.milestone_id = counting_days.milestone_id
        and holding.moment_on = counting_days.moment_on
        and holding.counted_on <= counting_days.counted_on
),

latest as (
    select
        known.*,
        milestones.target_counted,
        -- An object that is done but has no number counts as one.
        coalesce(known.cumulative_amount, known.is_done) as amount,
        row_number() over (
            partition by
                known.milestone_id,
                known.moment_on,
                known.day_on,
                known.unit_id
            order by
                coalesce(known.cumulative_amount, known.is_done) desc nulls last,
                known.object_name
        ) as unit_place
    from known
    inner join plan.milestones
        on milestones.milestone_id = known.milestone_id
    where known.place = 1
)

select
    latest.milestone_id,
    latest.moment_on,
    latest.day_on,
    cast(count(*) as integer) as object_count,
    cast(sum(latest.is_done) as integer) as done_object_count,
    -- Where objects or units are counted, much done for one is still one; only a row without an object is a count itself.
    sum(
        case
            when latest.target_counted = 'units'
                then case
                    when latest.unit_place = 1 and latest.amount > 0 then 1
                    else 0
                end
            when latest.target_counted = 'objects' and latest.object_name <> ''
                then case when latest.amount > 0 then 1 else 0 end
            -- A share alone says nothing of a number.
            when latest.completion_ratio is not null
                and latest.cumulative_amount is null
                and latest.is_done = 0 then null
            else latest.amount
        end
    ) as completed_amount,
    -- A number without a target says nothing of a share.
    avg(
        case
            when latest.completion_ratio is not null then latest.completion_ratio
            when latest.is_done = 1 then 1.0
            when latest.progress_state is not null
                and latest.cumulative_amount is null then 0.0
            else null
        end
    ) as average_ratio
from latest
group by
    latest.milestone_id,
    latest.moment_on,
    latest.day_on
