-- One row per line of evidence and check that only a reviewer can pass (covers, reviewed).
-- 每行：一组佐证对一条只能由审阅方认定的核查的结果（内容、审阅）。
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

-- Every form of the material, whichever of its dates says when it was made.
material_days as (
    select distinct
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        evidence_items.item_on as material_on
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
),

-- A reviewer written by name and by office is one and the same, whether or not a check names the office.
offices as (
    select named.attribute
    from (
        values
            ('guidance_group'),
            ('contact_leader')
    ) as named(attribute)

    union

    select checks.reviewer_attribute as attribute
    from plan.checks
    where checks.reviewer_attribute is not null
),

signed as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        marks.evidence_id,
        marks.recorded_on,
        marks.conclusion,
        marks.sent_on,
        marks.reviewed_on,
        coalesce(
            min(asked.reviewer_attribute),
            min(offices.attribute),
            min(marks.reviewer)
        ) as office
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
        on attribute_labels.label = marks.reviewer
    left join intermediate.unit_attributes
        on unit_attributes.unit_id = asked.unit_id
        and unit_attributes.attribute_text = marks.reviewer
        and unit_attributes.recorded_on <= asked.moment_on
        and unit_attributes.superseded_on > asked.moment_on
    left join offices
        on offices.attribute in (attribute_labels.attribute, unit_attributes.attribute)
    where (
            asked.reviewer_literal is null
            and asked.reviewer_attribute is null
        )
        or marks.reviewer = asked.reviewer_literal
        or marks.reviewer = asked.reviewer_name
        or attribute_labels.attribute = asked.reviewer_attribute
    group by
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        marks.evidence_id,
        marks.recorded_on,
        marks.conclusion,
        marks.sent_on,
        marks.reviewed_on
),

-- Of one reviewer's marks the one sent last speaks.
latest as (
    select
        signed.*,
        coalesce(signed.reviewed_on, signed.sent_on) as marked_on,
        row_number() over (
            partition by
                signed.obligation_id,
                signed.moment_on,
                signed.line_number,
                signed.check_id,
                signed.office
            order by
                signed.sent_on desc nulls last,
                signed.reviewed_on desc nulls last,
                signed.recorded_on desc,
                signed.evidence_id desc
        ) as place
    from signed
),

-- A mark judges the material as it was sent; what was made after it was sent has not been judged.
dated as (
    select
        latest.obligation_id,
        latest.unit_id,
        latest.moment_on,
        latest.line_number,
        latest.check_id,
        latest.evidence_id,
        latest.conclusion,
        latest.sent_on,
        latest.marked_on,
        max(material_days.material_on) as material_on,
        max(material_days.material_on) filter (
            where material_days.material_on <= latest.sent_on
        ) as sent_material_on
    from latest
    left join material_days
        on material_days.obligation_id = latest.obligation_id
        and material_days.unit_id = latest.unit_id
        and material_days.moment_on = latest.moment_on
        and material_days.line_number = latest.line_number
        and material_days.check_id = latest.check_id
    where latest.place = 1
    group by
        latest.obligation_id,
        latest.unit_id,
        latest.moment_on,
        latest.line_number,
        latest.check_id,
        latest.evidence_id,
        latest.conclusion,
        latest.sent_on,
        latest.marked_on
),

concluded as (
    select
        dated.*,
        case
            when dated.conclusion not in ('通过', '退回')
                or dated.conclusion is null then 'awaiting_review'
            when dated.material_on > dated.marked_on
                or (
                    dated.material_on > dated.sent_on
                    and dated.sent_material_on is not null
                )
                then 'stale'
            when dated.conclusion = '通过' then 'pass'
            else 'fail'
        end as result
    from dated
),

-- Of several reviewers, one who returned the material stands until it is sent again; else one who passed it suffices.
given as (
    select
        concluded.*,
        row_number() over (
            partition by
                concluded.obligation_id,
                concluded.moment_on,
                concluded.line_number,
                concluded.check_id
            order by
                case concluded.result
                    when 'fail' then 1
                    when 'pass' then 2
                    when 'awaiting_review' then 3
                    else 4
                end,
                concluded.sent_on desc nulls last,
                concluded.evidence_id desc
        ) as place
    from concluded
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
            else coalesce(given.result, 'awaiting_review')
        end as result,
        given.marked_on,
        given.material_on
    from asked
    left join given
        on given.obligation_id = asked.obligation_id
        and given.unit_id = asked.unit_id
        and given.moment_on = asked.moment_on
        and given.line_number = asked.line_number
        and given.check_id = asked.check_id
        and given.place = 1
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
                || cast(judged.marked_on as varchar) || ' 退回，未重新报送'
        when 'stale'
            then '材料 ' || cast(judged.material_on as varchar)
                || ' 有新稿，' || cast(judged.marked_on as varchar)
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
