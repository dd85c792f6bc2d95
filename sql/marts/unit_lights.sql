-- One row per unit: its counts on the day and nothing else, so that the worst of many are found quickly.
-- 每行：一个单位在“截至”日的计数：仅有件数，便于从众多单位中快速找出落后者。
select
    clock.as_of,
    unit_stretches.unit_id,
    unit_stretches.unit_name,
    unit_stretches.unit_class,
    unit_stretches.guidance_group,
    unit_stretches.obligation_count,
    unit_stretches.expected_count,
    unit_stretches.completed_count,
    unit_stretches.on_time_count,
    unit_stretches.incomplete_count,
    unit_stretches.needs_review_count,
    unit_stretches.overdue_count,
    unit_stretches.completed_count * 1.0
        / nullif(unit_stretches.expected_count, 0) as completed_ratio
from intermediate.clock
inner join intermediate.unit_stretches
    on unit_stretches.from_on <= clock.as_of
    and unit_stretches.until_on > clock.as_of
where unit_stretches.is_on_roster = 1
