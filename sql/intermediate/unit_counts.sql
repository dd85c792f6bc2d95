-- One row per unit: its obligations on the day that the clock shows, counted by status.
-- 每行：一个单位在“截至”日按状态计数的应办事项。
select
    clock.as_of,
    unit_stretches.unit_id,
    unit_stretches.last_report_on,
    unit_stretches.next_due_on,
    unit_stretches.obligation_count,
    unit_stretches.expected_count,
    unit_stretches.completed_count,
    unit_stretches.on_time_count,
    unit_stretches.expected_original_count,
    unit_stretches.completed_original_count,
    unit_stretches.on_time_original_count,
    unit_stretches.expected_extended_count,
    unit_stretches.completed_extended_count,
    unit_stretches.on_time_extended_count,
    unit_stretches.done_count,
    unit_stretches.done_late_count,
    unit_stretches.incomplete_count,
    unit_stretches.needs_review_count,
    unit_stretches.overdue_count,
    unit_stretches.due_soon_count,
    unit_stretches.not_due_count,
    unit_stretches.exempt_count,
    unit_stretches.past_due_count,
    case
        when unit_stretches.overdue_count > 0 then 1
        when unit_stretches.incomplete_count > 0 then 2
        when unit_stretches.needs_review_count > 0 then 3
        when unit_stretches.due_soon_count > 0 then 4
        when unit_stretches.done_late_count > 0 then 5
        when unit_stretches.not_due_count > 0 then 6
        when unit_stretches.done_count > 0 then 7
        when unit_stretches.exempt_count > 0 then 8
        else 9
    end as worst_status_order
from intermediate.clock
inner join intermediate.unit_stretches
    on unit_stretches.from_on <= clock.as_of
    and unit_stretches.until_on > clock.as_of
