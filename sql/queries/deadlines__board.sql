-- One row per deadline and requirement, with the part of the board it stands in.
select
    deadlines.*,
    case
        when deadlines.due_on is null then 'undated'
        when deadlines.days_left < 0 then 'past'
        when deadlines.days_left <= 7 then 'this_week'
        when deadlines.days_left <= 14 then 'next_week'
        else 'later'
    end as horizon
from marts.deadlines as deadlines
where deadlines.obligation_count > 0
order by deadlines.due_on nulls last, deadlines.requirement_order
