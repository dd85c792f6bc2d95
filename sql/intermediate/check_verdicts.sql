-- One row per line of evidence and check: its one result, and the day on which it was satisfied.
-- 每行:一组佐证对一条核查的唯一结果及达成之日。
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

streaked as (
    select
        conditioned.*,
        case when conditioned.result in ('pass', 'warn') then 1 else 0 end as is_passed,
        sum(
            case when conditioned.result in ('pass', 'warn') then 0 else 1 end
        ) over (
            partition by
                conditioned.unit_id,
                conditioned.obligation_id,
                conditioned.line_number,
                conditioned.check_id
            order by conditioned.moment_on
            rows between unbounded preceding and current row
        ) as streak
    from conditioned
),

-- What has been passing since an earlier day does not become late because more was added, nor punctual by a late repair.
settled as (
    select
        streaked.*,
        min(
            greatest(streaked.event_on, streaked.supplied_on)
        ) filter (where streaked.is_passed = 1) over (
            partition by
                streaked.unit_id,
                streaked.obligation_id,
                streaked.line_number,
                streaked.check_id,
                streaked.streak
            order by streaked.moment_on
            rows between unbounded preceding and current row
        ) as passing_since_on
    from streaked
)

select
    settled.obligation_id,
    settled.unit_id,
    settled.moment_on,
    settled.line_number,
    settled.check_id,
    settled.result,
    case
        when settled.is_passed = 1 and settled.event_on is not null
            then greatest(settled.event_on, settled.passing_since_on)
        else cast(null as date)
    end as satisfied_on,
    case
        when settled.result in ('pass', 'not_applicable') then cast(null as varchar)
        else settled.words_zh
    end as words_zh,
    case
        when settled.result in ('pass', 'not_applicable') then cast(null as varchar)
        else settled.words_en
    end as words_en
from settled
