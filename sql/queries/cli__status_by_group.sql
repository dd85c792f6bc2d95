-- One row per guidance group.
select
    guidance_groups.guidance_group,
    guidance_groups.unit_count,
    guidance_groups.obligation_count,
    guidance_groups.expected_count,
    guidance_groups.completed_count,
    guidance_groups.on_time_count,
    guidance_groups.completed_ratio,
    guidance_groups.on_time_ratio,
    guidance_groups.expected_original_count,
    guidance_groups.completed_original_count,
    guidance_groups.on_time_original_count,
    guidance_groups.completed_original_ratio,
    guidance_groups.on_time_original_ratio,
    guidance_groups.expected_extended_count,
    guidance_groups.completed_extended_count,
    guidance_groups.on_time_extended_count,
    guidance_groups.completed_extended_ratio,
    guidance_groups.on_time_extended_ratio,
    guidance_groups.overdue_count,
    guidance_groups.incomplete_count,
    guidance_groups.needs_review_count,
    guidance_groups.due_soon_count,
    guidance_groups.past_due_count
from marts.guidance_groups
order by guidance_groups.guidance_group
