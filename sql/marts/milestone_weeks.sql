-- One row per milestone and week, Monday to Sunday, in which it was counted: how far it had come, and what the week added.
-- 每行：一个里程碑在有统计的一周（周一至周日）末的累计完成及本周新增。
with known as (
    select
        clock.as_of,
        milestone_shares.*,
        cast(date_trunc('week', milestone_shares.day_on) as date) as week_on
    from intermediate.clock
    inner join intermediate.milestone_moments
        on milestone_moments.moment_on <= clock.as_of
        and milestone_moments.until_on > clock.as_of
    inner join intermediate.milestone_shares
        on milestone_shares.milestone_id = milestone_moments.milestone_id
        and milestone_shares.moment_on = milestone_moments.moment_on
        and milestone_shares.day_on <= clock.as_of
),

latest as (
    select
        known.*,
        row_number() over (
            partition by known.milestone_id, known.week_on
            order by known.day_on desc
        ) as place
    from known
),

-- What was reached before the first count was reached in the first week that tells of it.
added as (
    select
        latest.*,
        latest.completed_amount - coalesce(
            lag(latest.completed_amount) over (
                partition by latest.milestone_id
                order by latest.week_on
            ),
            0
        ) as added_amount,
        latest.completion_ratio - coalesce(
            lag(latest.completion_ratio) over (
                partition by latest.milestone_id
                order by latest.week_on
            ),
            0
        ) as added_ratio
    from latest
    where latest.place = 1
)

select
    added.as_of,
    milestones.action_id,
    added.milestone_id,
    milestones.milestone_order,
    added.week_on,
    added.day_on as last_counted_on,
    added.completed_amount,
    added.completion_ratio,
    added.added_amount,
    added.added_ratio
from added
inner join plan.milestones
    on milestones.milestone_id = added.milestone_id
