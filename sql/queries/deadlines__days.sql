-- One row per requirement and day on which it falls due for somebody, in the order of the days.
select
    deadlines.due_on,
    strftime(deadlines.due_on, '%Y-%m-%d') as due_day,
    deadlines.requirement_id,
    deadlines.requirement_title,
    deadlines.requirement_title_en,
    deadlines.obligation_count,
    deadlines.done_count,
    deadlines.done_late_count,
    deadlines.obligation_count
        - deadlines.done_count
        - deadlines.done_late_count
        - deadlines.exempt_count as open_count
from marts.deadlines
order by deadlines.due_on, deadlines.requirement_order
