-- One row per line of evidence and check that only a reviewer can pass (covers, reviewed).
-- 每行:一组佐证对一条只能由审阅方认定的核查的结果(内容、审阅)。
with asked as (
    select
        obligation_lines.obligation_id,
        obligation_lines.requirement_id,
        obligation_lines.unit_id,
        obligation_lines.moment_on,
        obligation_lines.line_number,
        obligations.branch_id,
        checks.check_id,
        checks.check_kind,
        checks.reviewer_literal,
        checks.reviewer_attribute,
        unit_attributes.attribute_text as reviewer_name
    from intermediate.obligation_lines
    inner join intermediate.obligations
        on obligations.obligation_id = obligation_lines.obligation_id
        and obligations.unit_id = obligation_lines.unit_id
    inner join plan.checks
        on checks.requirement_id = obligation_lines.requirement_id
        and checks.family = 'mark'
    left join intermediate.unit_attributes
        on unit_attributes.unit_id = obligation_lines.unit_id
        and unit_attributes.attribute = checks.reviewer_attribute
        and unit_attributes.recorded_on <= obligation_lines.moment_on
        and unit_attributes.superseded_on > obligation_lines.moment_on
),

materials as (
    select
        checks.check_id,
        checks.material_type
    from plan.checks
    where checks.check_kind = 'reviewed'

    union all

    select
        checks.check_id,
        evidence_types.evidence_type as material_type
    from plan.checks
    inner join plan.evidence_types
        on evidence_types.requirement_id = checks.requirement_id
    where checks.check_kind = 'covers'
),

-- The latest form of the material, whichever of its dates says when it was made.
material_days as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        max(evidence_items.item_on) as material_on
    from asked
    inner join materials
        on materials.check_id = asked.check_id
    inner join intermediate.evidence_items
        on evidence_items.unit_id = asked.unit_id
        and evidence_items.sheet in ('reports', 'meetings')
        and evidence_items.evidence_type = materials.material_type
        and evidence_items.field in ('completed_on', 'held_on')
        and evidence_items.recorded_on <= asked.moment_on
        and evidence_items.superseded_on > asked.moment_on
        and (
            asked.branch_id = ''
            or evidence_items.branch_id in ('', asked.branch_id)
        )
    group by
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id
),

given as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        marks.conclusion,
        coalesce(marks.reviewed_on, marks.sent_on) as marked_on,
        row_number() over (
            partition by
                asked.obligation_id,
                asked.moment_on,
                asked.line_number,
                asked.check_id
            order by
                marks.sent_on desc nulls last,
                marks.reviewed_on desc nulls last,
                marks.evidence_id desc
        ) as place
    from asked
    inner join materials
        on materials.check_id = asked.check_id
    inner join intermediate.marks
        on marks.unit_id = asked.unit_id
        and marks.material_type = materials.material_type
        and marks.recorded_on <= asked.moment_on
        and marks.superseded_on > asked.moment_on
        -- A mark that names no check speaks for every reviewer's check on its material.
        and (marks.check_id is null or marks.check_id = asked.check_id)
        and (asked.branch_id = '' or marks.branch_id in ('', asked.branch_id))
    left join plan.attribute_labels
        on attribute_labels.attribute = asked.reviewer_attribute
        and attribute_labels.label = marks.reviewer
    where (
            asked.reviewer_literal is null
            and asked.reviewer_attribute is null
        )
        or marks.reviewer = asked.reviewer_literal
        or marks.reviewer = asked.reviewer_name
        or attribute_labels.label is not null
),

judged as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        asked.check_kind,
        coalesce(asked.reviewer_literal, asked.reviewer_name, '审阅方') as reviewer_zh,
        coalesce(asked.reviewer_literal, asked.reviewer_name, 'reviewer') as reviewer_en,
        case
            when asked.reviewer_attribute is not null
                and asked.reviewer_name is null then 'not_applicable'
            when given.conclusion in ('通过', '退回')
                and material_days.material_on > given.marked_on then 'stale'
            when given.conclusion = '通过' then 'pass'
            when given.conclusion = '退回' then 'fail'
            else 'awaiting_review'
        end as result,
        given.marked_on,
        material_days.material_on
    from asked
    left join given
        on given.obligation_id = asked.obligation_id
        and given.unit_id = asked.unit_id
        and given.moment_on = asked.moment_on
        and given.line_number = asked.line_number
        and given.check_id = asked.check_id
        and given.place = 1
    left join material_days
        on material_days.obligation_id = asked.obligation_id
        and material_days.unit_id = asked.unit_id
        and material_days.moment_on = asked.moment_on
        and material_days.line_number = asked.line_number
        and material_days.check_id = asked.check_id
)

select
    judged.obligation_id,
    judged.unit_id,
    judged.moment_on,
    judged.line_number,
    judged.check_id,
    judged.result,
    cast(null as date) as event_on,
    cast(null as date) as supplied_on,
    case judged.result
        when 'fail'
            then judged.reviewer_zh || '于 '
                || cast(judged.marked_on as varchar) || ' 退回,未重新报送'
        when 'stale'
            then '材料 ' || cast(judged.material_on as varchar)
                || ' 有新稿,' || cast(judged.marked_on as varchar)
                || ' 的审阅意见已过时'
        else case
            when judged.check_kind = 'reviewed' then '待' || judged.reviewer_zh || '审阅'
            else '待人工核内容'
        end
    end as words_zh,
    case judged.result
        when 'fail'
            then 'returned by ' || judged.reviewer_en || ' on '
                || cast(judged.marked_on as varchar) || ', not sent again'
        when 'stale'
            then 'the material changed on ' || cast(judged.material_on as varchar)
                || ', after the mark of ' || cast(judged.marked_on as varchar)
        else case
            when judged.check_kind = 'reviewed'
                then 'awaits review by ' || judged.reviewer_en
            else 'contents await a reviewer'
        end
    end as words_en
from judged
