-- One row per unit: who it is, and how its obligations stand on the day.
-- 每行：一个单位的基本情况及其应办事项在“截至”日的状况。
select
    unit_counts.as_of,
    day_units.unit_id,
    day_units.unit_name,
    day_units.short_names,
    day_units.unit_class,
    day_units.guidance_group,
    day_units.contact_leader,
    day_units.has_party_committee,
    day_units.member_count,
    day_units.leader_count,
    day_units.contact_role,
    day_units.contact_phone,
    day_units.active_from_on,
    day_units.active_until_on,
    day_units.merged_into,
    case
        when day_units.unit_class = plan.group_class then 1
        else 0
    end as is_liaison_group,
    unit_counts.obligation_count,
    unit_counts.expected_count,
    unit_counts.completed_count,
    unit_counts.on_time_count,
    unit_counts.expected_original_count,
    unit_counts.completed_original_count,
    unit_counts.on_time_original_count,
    unit_counts.expected_extended_count,
    unit_counts.completed_extended_count,
    unit_counts.on_time_extended_count,
    unit_counts.done_count,
    unit_counts.done_late_count,
    unit_counts.incomplete_count,
    unit_counts.needs_review_count,
    unit_counts.overdue_count,
    unit_counts.due_soon_count,
    unit_counts.not_due_count,
    unit_counts.exempt_count,
    unit_counts.past_due_count,
    unit_counts.completed_count * 1.0
        / nullif(unit_counts.expected_count, 0) as completed_ratio,
    unit_counts.on_time_count * 1.0
        / nullif(unit_counts.expected_count, 0) as on_time_ratio,
    unit_counts.completed_original_count * 1.0
        / nullif(unit_counts.expected_original_count, 0) as completed_original_ratio,
    unit_counts.on_time_original_count * 1.0
        / nullif(unit_counts.expected_original_count, 0) as on_time_original_ratio,
    unit_counts.completed_extended_count * 1.0
        / nullif(unit_counts.expected_extended_count, 0) as completed_extended_ratio,
    unit_counts.on_time_extended_count * 1.0
        / nullif(unit_counts.expected_extended_count, 0) as on_time_extended_ratio,
    unit_counts.worst_status_order,
    case unit_counts.worst_status_order
        when 1 then 'overdue'
        when 2 then 'incomplete'
        when 3 then 'needs_review'
        when 4 then 'due_soon'
        when 5 then 'done_late'
        when 6 then 'not_due'
        when 7 then 'done'
        when 8 then 'exempt'
        else 'not_applicable'
    end as worst_status,
    unit_counts.next_due_on,
    unit_counts.last_report_on
from intermediate.unit_counts
inner join intermediate.day_units
    on day_units.unit_id = unit_counts.unit_id
cross join plan.plan
