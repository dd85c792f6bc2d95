-- One row per day on which something falls due and requirement: who has, who has not, who was late.
-- 每行：一个到期日的一项要求：已办、未办、逾期各多少。
select
    clock.as_of,
    deadline_stretches.due_on,
    requirements.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    requirements.due_phrase,
    requirements.clause_id,
    date_diff('day', clock.as_of, deadline_stretches.due_on) as days_left,
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
    deadline_stretches.past_due_count,
    deadline_stretches.completed_ratio,
    deadline_stretches.on_time_ratio,
    deadline_stretches.completed_original_ratio,
    deadline_stretches.on_time_original_ratio,
    deadline_stretches.completed_extended_ratio,
    deadline_stretches.on_time_extended_ratio
from intermediate.clock
inner join intermediate.deadline_stretches
    on deadline_stretches.from_on <= clock.as_of
    and deadline_stretches.until_on > clock.as_of
inner join plan.requirements
    on requirements.requirement_id = deadline_stretches.requirement_id
where deadline_stretches.due_on is not null
    and deadline_stretches.obligation_count > 0
