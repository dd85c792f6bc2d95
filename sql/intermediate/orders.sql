-- One row per pair of requirements of which the plan puts one before the other, in a check or in a deadline.
-- 每行：计划（核查项或时限）写明先后的两项要求。
with said as (
    select
        checks.requirement_id,
        checks.anchor_id,
        case
            when checks.check_kind = 'order'
                then case
                    when checks.comparison in ('before', 'on or before') then 1
                    else 0
                end
            when readings.direction = 'lead' then 1
            else 0
        end as comes_first
    from plan.checks
    left join plan.readings
        on readings.reading_key = checks.reading_key
    where checks.check_kind in ('order', 'lead_days')
        and checks.anchor_id is not null

    union

    select
        requirements.requirement_id,
        requirements.due_anchor_id as anchor_id,
        case when requirements.due_kind = 'before' then 1 else 0 end as comes_first
    from plan.requirements
    where requirements.due_anchor_id is not null
)

select distinct
    case
        when said.comes_first = 1 then said.requirement_id
        else said.anchor_id
    end as earlier_id,
    case
        when said.comes_first = 1 then said.anchor_id
        else said.requirement_id
    end as later_id
from said
where said.requirement_id <> said.anchor_id
