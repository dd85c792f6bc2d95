-- One row per deadline of the coming days that somebody has still to meet, soonest first.
select
    deadlines.due_on,
    deadlines.days_left,
    deadlines.requirement_id,
    deadlines.requirement_title,
    deadlines.requirement_title_en,
    deadlines.obligation_count,
    deadlines.due_soon_count
from marts.deadlines as deadlines
where deadlines.due_soon_count > 0
order by deadlines.due_on, deadlines.requirement_order
limit $row_limit
