-- One row per line of evidence and check: its one result, and the day on which it was satisfied.
-- 每行：一组佐证对一条核查的唯一结果及达成之日。
-- Table, sorted by unit_id, obligation_id, moment_on.
with judged as (
    select * from rules.membership
    union all
    select * from rules.measure
    union all
    select * from rules.timing
    union all
    select * from rules.mark
),

conditioned as (
    select
        judged.obligation_id,
        judged.unit_id,
        judged.moment_on,
        judged.line_number,
        judged.check_id,
        case
            when condition_verdicts.owner_id is null then judged.result
            when condition_verdicts.is_applicable = 1 then judged.result
            when condition_verdicts.is_applicable = 0 then 'not_applicable'
            else 'wait'
        end as result,
        judged.event_on,
        judged.supplied_on,
        judged.words_zh,
        judged.words_en
    from judged
    left join intermediate.condition_verdicts
        on condition_verdicts.owner_kind = 'check'
        and condition_verdicts.owner_id = judged.check_id
        and condition_verdicts.obligation_id = judged.obligation_id
        and condition_verdicts.unit_id = judged.unit_id
        and condition_verdicts.moment_on = judged.moment_on
),

-- Only what was met on a day of its own can be met since an earlier one.
dated as (
    select
        conditioned.obligation_id,
        conditioned.unit_id,
        conditioned.moment_on,
        conditioned.line_number,
        obligation_rows.line_key,
        conditioned.check_id,
        greatest(conditioned.event_on, conditioned.supplied_on) as met_on,
        case when conditioned.result in ('pass', 'warn') then 1 else 0 end as is_passed
    from conditioned
    inner join plan.checks
        on checks.check_id = conditioned.check_id
        and checks.family in ('membership', 'measure')
    inner join intermediate.obligation_rows
        on obligation_rows.obligation_id = conditioned.obligation_id
        and obligation_rows.unit_id = conditioned.unit_id
        and obligation_rows.moment_on = conditioned.moment_on
        and obligation_rows.line_number = conditioned.line_number
        and obligation_rows.row_rank = 1
),

streaked as (
    select
        dated.*,
        sum(1 - dated.is_passed) over (
            partition by
                dated.unit_id,
                dated.obligation_id,
                dated.line_key,
                dated.check_id
            order by dated.moment_on
            rows between unbounded preceding and current row
        ) as streak
    from dated
),

-- What has been passing since an earlier day does not become late because more was added, nor punctual by a late repair.
settled as (
    select
        streaked.*,
        min(streaked.met_on) over (
            partition by
                streaked.unit_id,
                streaked.obligation_id,
                streaked.line_key,
                streaked.check_id,
                streaked.streak
            order by streaked.moment_on
            rows between unbounded preceding and current row
        ) as passing_since_on
    from streaked
    where streaked.is_passed = 1
)

select
    conditioned.obligation_id,
    conditioned.unit_id,
    conditioned.moment_on,
    conditioned.line_number,
    conditioned.check_id,
    conditioned.result,
    case
        when conditioned.event_on is not null and settled.check_id is not null
            then greatest(conditioned.event_on, settled.passing_since_on)
        else cast(null as date)
    end as satisfied_on,
    case
        when conditioned.result in ('pass', 'not_applicable') then cast(null as varchar)
        else conditioned.words_zh
    end as words_zh,
    case
        when conditioned.result in ('pass', 'not_applicable') then cast(null as varchar)
        else conditioned.words_en
    end as words_en
from conditioned
left join settled
    on settled.unit_id = conditioned.unit_id
    and settled.obligation_id = conditioned.obligation_id
    and settled.moment_on = conditioned.moment_on
    and settled.line_number = conditioned.line_number
    and settled.check_id = conditioned.check_id
