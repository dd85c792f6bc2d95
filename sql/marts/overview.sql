-- One row: how the campaign stands on the day, and how it stood seven days before.
-- 仅一行:活动在“截至”日的总体状况,并附七天前的数。
select
    clock.as_of,
    plan.plan_title,
    plan.plan_title_en,
    plan.starts_on,
    plan.ends_on,
    campaign_stretches.unit_count,
    campaign_stretches.overdue_unit_count,
    campaign_stretches.silent_unit_count,
    rhythm.silent_days,
    campaign_stretches.obligation_count,
    campaign_stretches.expected_count,
    campaign_stretches.completed_count,
    campaign_stretches.on_time_count,
    campaign_stretches.expected_original_count,
    campaign_stretches.completed_original_count,
    campaign_stretches.on_time_original_count,
    campaign_stretches.expected_extended_count,
    campaign_stretches.completed_extended_count,
    campaign_stretches.on_time_extended_count,
    campaign_stretches.done_count,
    campaign_stretches.done_late_count,
    campaign_stretches.incomplete_count,
    campaign_stretches.needs_review_count,
    campaign_stretches.overdue_count,
    campaign_stretches.due_soon_count,
    campaign_stretches.not_due_count,
    campaign_stretches.exempt_count,
    campaign_stretches.past_due_count,
    campaign_stretches.completed_count * 1.0
        / nullif(campaign_stretches.expected_count, 0) as completed_ratio,
    campaign_stretches.on_time_count * 1.0
        / nullif(campaign_stretches.expected_count, 0) as on_time_ratio,
    campaign_stretches.completed_original_count * 1.0
        / nullif(campaign_stretches.expected_original_count, 0) as completed_original_ratio,
    campaign_stretches.on_time_original_count * 1.0
        / nullif(campaign_stretches.expected_original_count, 0) as on_time_original_ratio,
    campaign_stretches.completed_extended_count * 1.0
        / nullif(campaign_stretches.expected_extended_count, 0) as completed_extended_ratio,
    campaign_stretches.on_time_extended_count * 1.0
        / nullif(campaign_stretches.expected_extended_count, 0) as on_time_extended_ratio,
    campaign_stretches.expected_count_before,
    campaign_stretches.completed_count_before,
    campaign_stretches.on_time_count_before,
    campaign_stretches.overdue_count_before,
    campaign_stretches.due_this_week_count,
    campaign_stretches.upload_count,
    campaign_stretches.last_report_on,
    build.ledger_number,
    build.built_at
from intermediate.clock
inner join intermediate.campaign_stretches
    on campaign_stretches.from_on <= clock.as_of
    and campaign_stretches.until_on > clock.as_of
cross join plan.plan
cross join intermediate.rhythm
cross join raw.build
