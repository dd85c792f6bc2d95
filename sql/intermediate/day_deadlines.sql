-- One row per owed requirement and due day on the day that the clock shows: how many obligations stand where.
-- 每行：一项要求的一个时限在“截至”日的计数。
select
    clock.as_of,
    deadline_stretches.requirement_id,
    deadline_stretches.due_on,
    deadline_stretches.obligation_count,
    deadline_stretches.expected_count,
    deadline_stretches.completed_count,
    deadline_stretches.on_time_count,
    deadline_stretches.expected_original_count,
    deadline_stretches.completed_original_count,
    deadline_stretches.on_time_original_count,
    deadline_stretches.expected_extended_count,
    deadline_stretches.completed_extended_count,
    deadline_stretches.on_time_extended_count,
    deadline_stretches.done_count,
    deadline_stretches.done_late_count,
    deadline_stretches.incomplete_count,
    deadline_stretches.needs_review_count,
    deadline_stretches.overdue_count,
    deadline_stretches.due_soon_count,
    deadline_stretches.not_due_count,
    deadline_stretches.exempt_count,
    deadline_stretches.past_due_count
from intermediate.clock
inner join intermediate.deadline_stretches
    on deadline_stretches.from_on <= clock.as_of
    and deadline_stretches.until_on > clock.as_of
