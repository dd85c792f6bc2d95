-- One row per requirement and part of the board: its deadlines that fall there, and how their obligations stand.
with placed as (
    select
        deadlines.*,
        case
            when deadlines.days_left < 0 then 'past'
            when deadlines.days_left <= 7 then 'this_week'
            when deadlines.days_left <= 14 then 'next_week'
            else 'later'
        end as horizon
    from marts.deadlines as deadlines
)

select
    placed.horizon,
    placed.requirement_id,
    placed.requirement_title,
    placed.requirement_title_en,
    placed.clause_id,
    min(placed.due_on) as first_due_on,
    max(placed.due_on) as last_due_on,
    sum(placed.obligation_count) as obligation_count,
    sum(placed.done_count) as done_count,
    sum(placed.done_late_count) as done_late_count,
    sum(placed.incomplete_count) as incomplete_count,
    sum(placed.needs_review_count) as needs_review_count,
    sum(placed.overdue_count) as overdue_count,
    sum(placed.due_soon_count) as due_soon_count,
    sum(placed.not_due_count) as not_due_count,
    sum(placed.exempt_count) as exempt_count,
    sum(placed.done_count + placed.done_late_count) as completed_count
from placed
where placed.obligation_count > 0
group by
    placed.horizon,
    placed.requirement_id,
    placed.requirement_title,
    placed.requirement_title_en,
    placed.requirement_order,
    placed.clause_id
order by last_due_on, first_due_on, placed.requirement_order
