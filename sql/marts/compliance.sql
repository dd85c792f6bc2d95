-- One row per owed obligation: its one status on the day, its deadlines, and what is missing in words.
-- 每行：一项应办事项在“截至”日的唯一状态、时限及所缺内容。
with joined as (
    select
        day_statuses.as_of,
        day_statuses.status,
        day_statuses.status_order,
        day_statuses.is_past_due,
        day_statuses.is_expected,
        day_statuses.is_expected_original,
        day_statuses.is_expected_extended,
        day_statuses.is_complete,
        day_statuses.is_punctual_original,
        day_statuses.is_punctual_extended,
        requirements.requirement_order,
        requirements.requirement_title,
        requirements.requirement_title_en,
        requirements.clause_id,
        day_units.unit_name,
        day_units.unit_class,
        day_units.guidance_group,
        obligation_states.*
    from intermediate.day_statuses
    inner join intermediate.obligation_states
        on obligation_states.obligation_id = day_statuses.obligation_id
        and obligation_states.unit_id = day_statuses.unit_id
        and obligation_states.moment_on = day_statuses.moment_on
    inner join plan.requirements
        on requirements.requirement_id = day_statuses.requirement_id
    left join intermediate.day_units
        on day_units.unit_id = day_statuses.unit_id
),

told as (
    select
        joined.as_of,
        joined.obligation_id,
        joined.requirement_id,
        joined.requirement_order,
        joined.requirement_title,
        joined.requirement_title_en,
        joined.clause_id,
        joined.duty,
        joined.bearer,
        joined.unit_id,
        joined.unit_name,
        joined.unit_class,
        joined.guidance_group,
        joined.bearer_id,
        joined.bearer_name,
        joined.owed_by,
        joined.status,
        joined.status_order,
        joined.is_past_due,
        joined.original_due_on,
        joined.due_on,
        joined.target_on,
        joined.extended_due_on,
        joined.due_basis,
        joined.anchor_on,
        joined.happened_on,
        case
            when joined.status in ('done', 'done_late') then joined.part_on
            else cast(null as date)
        end as done_on,
        joined.recorded_on,
        date_diff('day', joined.as_of, joined.due_on) as days_left,
        case
            when joined.status = 'done_late'
                then greatest(date_diff('day', joined.due_on, joined.part_on), 0)
            when joined.is_past_due = 1 and joined.status <> 'needs_review'
                then date_diff('day', joined.due_on, joined.as_of)
            when joined.is_past_due = 1
                then greatest(date_diff('day', joined.due_on, joined.part_on), 0)
            else 0
        end as days_late,
        case joined.status
            when 'overdue' then joined.requirement_title
            when 'due_soon' then joined.requirement_title
            when 'incomplete' then joined.missing_zh
            when 'needs_review' then joined.awaiting_zh
            else cast(null as varchar)
        end as missing_zh,
        case joined.status
            when 'overdue'
                then coalesce(joined.requirement_title_en, joined.requirement_title)
            when 'due_soon'
                then coalesce(joined.requirement_title_en, joined.requirement_title)
            when 'incomplete' then joined.missing_en
            when 'needs_review' then joined.awaiting_en
            else cast(null as varchar)
        end as missing_en,
        case
            -- What is out of order is so already, whatever else is missing or awaited.
            when joined.status in ('incomplete', 'needs_review') then joined.late_zh
            when joined.status <> 'done_late' then cast(null as varchar)
            when joined.part_on > joined.due_on
                then '晚于时限 '
                    || cast(date_diff('day', joined.due_on, joined.part_on) as varchar)
                    || ' 天' || coalesce('；' || joined.late_zh, '')
            else joined.late_zh
        end as late_zh,
        case
            -- What is out of order is so already, whatever else is missing or awaited.
            when joined.status in ('incomplete', 'needs_review') then joined.late_en
            when joined.status <> 'done_late' then cast(null as varchar)
            when joined.part_on > joined.due_on
                then cast(date_diff('day', joined.due_on, joined.part_on) as varchar)
                    || ' days after the deadline' || coalesce('; ' || joined.late_en, '')
            else joined.late_en
        end as late_en,
        case
            when joined.status in ('exempt', 'not_applicable') then cast(null as varchar)
            else joined.noted_zh
        end as noted_zh,
        case
            when joined.status in ('exempt', 'not_applicable') then cast(null as varchar)
            else joined.noted_en
        end as noted_en,
        joined.is_expected,
        case
            when joined.is_expected = 1
                and joined.status in ('done', 'done_late') then 1
            else 0
        end as is_completed,
        case
            when joined.is_expected = 1 and joined.status = 'done' then 1
            else 0
        end as is_on_time,
        joined.is_expected_original,
        joined.is_expected_original * joined.is_complete as is_completed_original,
        joined.is_expected_original * joined.is_punctual_original as is_on_time_original,
        joined.is_expected_extended,
        joined.is_expected_extended * joined.is_complete as is_completed_extended,
        joined.is_expected_extended * joined.is_punctual_extended as is_on_time_extended
    from joined
)

select
    told.*,
    -- What is to be said of it beside its status: missing, late, out of order, and what is only pointed out.
    case
        when told.status = 'overdue'
            then '已逾期 ' || cast(told.days_late as varchar) || ' 天'
        when told.status = 'due_soon' then cast(null as varchar)
        else nullif(concat_ws(
            '；',
            told.missing_zh,
            told.late_zh,
            '提示：' || told.noted_zh
        ), '')
    end as reason_zh,
    case
        when told.status = 'overdue' and told.days_late = 1 then '1 day overdue'
        when told.status = 'overdue'
            then cast(told.days_late as varchar) || ' days overdue'
        when told.status = 'due_soon' then cast(null as varchar)
        else nullif(concat_ws(
            '; ',
            told.missing_en,
            told.late_en,
            'note: ' || told.noted_en
        ), '')
    end as reason_en
from told
