-- One row per unit, branch, material, reviewer, weight and state that is not settled on the day: awaited, returned or stale.
-- 每行：“截至”日一个单位（支部）的一种材料、一个审阅方尚未了结的必查或参考审阅：待审、退回未重报、意见过时。
-- Where the plan names no reviewer, it is the one who marked last, else the unit's guidance group.
with asked as (
    select
        clock.as_of,
        open_marks.obligation_id,
        open_marks.unit_id,
        open_marks.requirement_id,
        open_marks.check_id,
        checks.check_order,
        checks.check_kind,
        checks.item,
        checks.severity,
        open_marks.result,
        day_units.unit_name,
        day_units.unit_class,
        day_units.guidance_group,
        open_marks.branch_id,
        open_marks.branch_name,
        coalesce(checks.material_type, evidence_types.evidence_type) as material_type,
        coalesce(checks.reviewer_literal, unit_attributes.attribute_text) as reviewer_name
    from intermediate.clock
    inner join intermediate.open_marks
        on open_marks.from_on <= clock.as_of
        and open_marks.until_on > clock.as_of
    inner join plan.checks
        on checks.check_id = open_marks.check_id
    left join intermediate.day_units
        on day_units.unit_id = open_marks.unit_id
    left join plan.evidence_types
        on evidence_types.requirement_id = open_marks.requirement_id
        and checks.check_kind = 'covers'
    left join intermediate.unit_attributes
        on unit_attributes.unit_id = open_marks.unit_id
        and unit_attributes.attribute = checks.reviewer_attribute
        and unit_attributes.recorded_on <= clock.as_of
        and unit_attributes.superseded_on > clock.as_of
),

-- The mark that the result rests on: of those that say so, the one sent last.
marked as (
    select
        asked.unit_id,
        asked.obligation_id,
        asked.check_id,
        asked.material_type,
        day_marks.reviewer,
        day_marks.material_number,
        day_marks.sent_on,
        day_marks.reviewed_on,
        day_marks.conclusion,
        day_marks.opinion,
        row_number() over (
            partition by
                asked.unit_id,
                asked.obligation_id,
                asked.check_id,
                asked.material_type
            order by
                day_marks.sent_on desc nulls last,
                day_marks.reviewed_on desc nulls last,
                day_marks.recorded_on desc,
                day_marks.evidence_id desc
        ) as place
    from asked
    inner join intermediate.day_marks
        on day_marks.unit_id = asked.unit_id
        and day_marks.material_type = asked.material_type
        and (day_marks.check_id is null or day_marks.check_id = asked.check_id)
        and (asked.branch_id = '' or day_marks.branch_id in ('', asked.branch_id))
        and (asked.reviewer_name is null or day_marks.reviewer = asked.reviewer_name)
        and case
            when asked.result = 'fail' then day_marks.conclusion = '退回'
            when asked.result = 'stale' then day_marks.conclusion in ('通过', '退回')
            else coalesce(day_marks.conclusion, '待审') = '待审'
        end
),

materials as (
    select distinct
        asked.as_of,
        asked.unit_id,
        asked.branch_id,
        asked.material_type
    from asked
),

material_days as (
    select
        materials.unit_id,
        materials.branch_id,
        materials.material_type,
        max(evidence_items.item_on) as material_on
    from materials
    inner join intermediate.evidence_items
        on evidence_items.unit_id = materials.unit_id
        and evidence_items.sheet in ('reports', 'meetings')
        and evidence_items.evidence_type = materials.material_type
        and evidence_items.field in ('completed_on', 'held_on')
        and evidence_items.recorded_on <= materials.as_of
        and evidence_items.superseded_on > materials.as_of
        and (
            materials.branch_id = ''
            or evidence_items.branch_id in ('', materials.branch_id)
        )
    group by
        materials.unit_id,
        materials.branch_id,
        materials.material_type
),

-- Of several types of evidence only those that are there can be marked.
waiting as (
    select
        asked.as_of,
        asked.unit_id,
        asked.unit_name,
        asked.unit_class,
        asked.guidance_group,
        asked.branch_id,
        asked.branch_name,
        asked.material_type,
        asked.requirement_id,
        asked.check_id,
        asked.check_order,
        case when asked.check_kind = 'covers' then asked.item end as item,
        case when asked.severity = 'required' then 1 else 0 end as is_required,
        case asked.result
            when 'fail' then 'returned'
            when 'stale' then 'stale'
            else 'awaited'
        end as review_state,
        coalesce(asked.reviewer_name, marked.reviewer, asked.guidance_group, '') as reviewer,
        marked.material_number,
        marked.sent_on,
        marked.opinion,
        case
            when asked.result in ('fail', 'stale')
                then coalesce(marked.reviewed_on, marked.sent_on)
            else cast(null as date)
        end as marked_on,
        material_days.material_on
    from asked
    left join marked
        on marked.unit_id = asked.unit_id
        and marked.obligation_id = asked.obligation_id
        and marked.check_id = asked.check_id
        and marked.material_type = asked.material_type
        and marked.place = 1
    left join material_days
        on material_days.unit_id = asked.unit_id
        and material_days.branch_id = asked.branch_id
        and material_days.material_type = asked.material_type
    where marked.place is not null
        or material_days.material_on is not null
),

grouped as (
    select
        waiting.as_of,
        waiting.unit_id,
        waiting.unit_name,
        waiting.unit_class,
        waiting.guidance_group,
        waiting.branch_id,
        waiting.branch_name,
        waiting.material_type,
        waiting.reviewer,
        waiting.review_state,
        max(waiting.material_number) as material_number,
        max(waiting.sent_on) as sent_on,
        max(waiting.marked_on) as marked_on,
        max(waiting.material_on) as material_on,
        case waiting.review_state
            when 'returned' then max(waiting.marked_on)
            when 'stale' then max(waiting.material_on)
            else coalesce(max(waiting.sent_on), max(waiting.material_on))
        end as since_on,
        max(waiting.opinion) as opinion,
        waiting.is_required,
        cast(count(*) as integer) as check_count,
        string_agg(waiting.item, '、' order by waiting.check_order) as items,
        string_agg(waiting.check_id, '、' order by waiting.check_order) as check_ids
    from waiting
    group by
        waiting.as_of,
        waiting.unit_id,
        waiting.unit_name,
        waiting.unit_class,
        waiting.guidance_group,
        waiting.branch_id,
        waiting.branch_name,
        waiting.material_type,
        waiting.reviewer,
        waiting.is_required,
        waiting.review_state
),

-- An advised mark is told as what it is: it says something and holds nothing.
weighed as (
    select
        grouped.*,
        case when grouped.is_required = 1 then '' else '，仅供参考，不影响状态' end as weight_zh,
        case when grouped.is_required = 1 then '' else '; advised only, holds nothing' end as weight_en
    from grouped
)

select
    weighed.as_of,
    weighed.unit_id,
    weighed.unit_name,
    weighed.unit_class,
    weighed.guidance_group,
    weighed.branch_id,
    weighed.branch_name,
    weighed.material_type,
    weighed.reviewer,
    weighed.review_state,
    weighed.is_required,
    weighed.material_number,
    weighed.sent_on,
    weighed.marked_on,
    weighed.material_on,
    weighed.since_on,
    weighed.opinion,
    weighed.check_count,
    weighed.items,
    weighed.check_ids,
    case weighed.review_state
        when 'returned'
            then coalesce(cast(weighed.marked_on as varchar) || ' ', '') || '退回，未重新报送'
        when 'stale'
            then '材料 ' || cast(weighed.material_on as varchar) || ' 有新稿，'
                || cast(weighed.marked_on as varchar) || ' 的审阅意见已过时'
        else '尚未判定'
    end || weighed.weight_zh as reason_zh,
    case weighed.review_state
        when 'returned'
            then 'returned' || coalesce(' on ' || cast(weighed.marked_on as varchar), '')
                || ', not sent again'
        when 'stale'
            then 'the material changed on ' || cast(weighed.material_on as varchar)
                || ', after the mark of ' || cast(weighed.marked_on as varchar)
        else 'not yet judged'
    end || weighed.weight_en as reason_en
from weighed
