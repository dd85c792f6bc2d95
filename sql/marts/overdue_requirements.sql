-- One row per requirement with overdue obligations: how many, of how many units, and since when.
-- 每行：一项有逾期未办的要求：逾期事项数、单位数及最早时限。
select
    clock.as_of,
    requirements.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    overdue_stretches.first_due_on,
    overdue_stretches.overdue_count,
    overdue_stretches.overdue_unit_count,
    date_diff('day', overdue_stretches.first_due_on, clock.as_of) as longest_days
from intermediate.clock
inner join intermediate.overdue_stretches
    on overdue_stretches.from_on <= clock.as_of
    and overdue_stretches.until_on > clock.as_of
inner join plan.requirements
    on requirements.requirement_id = overdue_stretches.requirement_id
