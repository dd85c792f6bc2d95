-- One row per check: what it asks for, in words.
-- 每行:一条核查项所要求的内容,用文字写明。
with terms as (
    select
        operands.check_id,
        operands.side,
        operands.term_number,
        case
            when operands.sign < 0 then '-'
            when operands.term_number > 1 then '+'
            else ''
        end as mark,
        -- Of a heading over two rows the lower one names the column.
        coalesce(
            substr(field_labels.label, strpos(field_labels.label, '/') + 1),
            roster_labels.label,
            case operands.operand_kind
                when 'number' then cast(cast(operands.number_value as integer) as varchar)
                when 'rows' then '次数'
                else coalesce(operands.filter_value, '') || '条数'
            end
        ) as label_zh,
        coalesce(
            field_labels.label_en,
            roster_labels.label_en,
            case operands.operand_kind
                when 'number' then cast(cast(operands.number_value as integer) as varchar)
                when 'rows' then 'times'
                else coalesce(operands.filter_value || ' ', '')
                    || operands.sheet || ' rows'
            end
        ) as label_en
    from plan.operands
    inner join plan.checks
        on checks.check_id = operands.check_id
    left join plan.requirements
        on requirements.requirement_id = checks.requirement_id
    left join plan.field_labels
        on operands.operand_kind = 'field'
        and field_labels.sheet = requirements.evidence_sheet
        and field_labels.field = operands.field
    left join plan.field_labels as roster_labels
        on operands.operand_kind in ('unit', 'branch')
        and roster_labels.sheet = case operands.operand_kind
            when 'unit' then 'units'
            else 'branches'
        end
        and roster_labels.field = operands.field
),

sides as (
    select
        terms.check_id,
        string_agg(terms.mark || terms.label_zh, '' order by terms.term_number)
            filter (where terms.side = 'left') as left_zh,
        string_agg(terms.mark || terms.label_en, ' ' order by terms.term_number)
            filter (where terms.side = 'left') as left_en,
        string_agg(terms.mark || terms.label_zh, '' order by terms.term_number)
            filter (where terms.side = 'right') as right_zh,
        string_agg(terms.mark || terms.label_en, ' ' order by terms.term_number)
            filter (where terms.side = 'right') as right_en
    from terms
    group by terms.check_id
),

wanted as (
    select
        check_values.check_id,
        string_agg(check_values.value_text, '、' order by check_values.value_text) as value_texts
    from plan.check_values
    group by check_values.check_id
),

named as (
    select
        checks.*,
        sides.left_zh,
        sides.left_en,
        sides.right_zh,
        sides.right_en,
        wanted.value_texts,
        coalesce(checks.item_literal, item_labels.label, checks.item) as item_zh,
        coalesce(checks.item_literal, item_labels.label_en, checks.item) as item_en,
        coalesce(checks.reviewer_literal, reviewer_labels.label, '审阅方') as reviewer_zh,
        coalesce(checks.reviewer_literal, reviewer_labels.label_en, 'the reviewer') as reviewer_en,
        coalesce(own_labels.label, checks.field) as field_zh,
        coalesce(own_labels.label_en, checks.field) as field_en,
        anchors.requirement_title as anchor_zh,
        coalesce(anchors.requirement_title_en, anchors.requirement_title) as anchor_en,
        readings.direction,
        readings.date_on as reading_on,
        readings.pass_from,
        readings.pass_to,
        readings.warn_from,
        readings.warn_to
    from plan.checks
    left join sides
        on sides.check_id = checks.check_id
    left join wanted
        on wanted.check_id = checks.check_id
    left join plan.requirements
        on requirements.requirement_id = checks.requirement_id
    left join plan.requirements as anchors
        on anchors.requirement_id = checks.anchor_id
    left join plan.readings
        on readings.reading_key = checks.reading_key
    left join plan.field_labels as item_labels
        on item_labels.sheet = 'units'
        and item_labels.field = checks.item_attribute
    left join plan.field_labels as reviewer_labels
        on reviewer_labels.sheet = 'units'
        and reviewer_labels.field = checks.reviewer_attribute
    left join plan.field_labels as own_labels
        on own_labels.sheet = requirements.evidence_sheet
        and own_labels.field = checks.field
)

select
    named.check_id,
    named.requirement_id,
    case
        when named.check_kind = 'invited' then '邀请了' || named.item_zh
        when named.check_kind = 'recipient' then '报送对象有' || named.item_zh
        when named.check_kind = 'attachment' then '随附' || named.item_zh
        when named.check_kind = 'contains' then '内容要点有' || named.item_zh
        when named.check_kind = 'categories' then '有人参加的类别：' || named.left_zh
            || ' ' || replace(replace(named.comparison, '>=', '≥'), '<=', '≤') || ' ' || named.right_zh
        when named.check_kind = 'attendance' then named.left_zh || ' ÷ (' || named.right_zh
            || ' - 请假人数) 达到 ' || cast(named.percent as integer) || '%'
        when named.check_kind in ('count', 'tally')
            then named.left_zh || ' ' || replace(replace(named.comparison, '>=', '≥'), '<=', '≤') || ' ' || named.right_zh
        when named.flag_operator = 'filled' then '填明' || named.field_zh
        when named.family = 'measure' and named.value_texts = 'yes' then named.field_zh || '为“是”'
        when named.family = 'measure' and named.value_texts = 'no' then named.field_zh || '为“否”'
        when named.family = 'measure' then named.field_zh || '为' || named.value_texts || '之一'
        when named.check_kind = 'held' then '有已经发生的记录'
        when named.check_kind = 'within' then '在 ' || cast(named.range_from_on as varchar)
            || ' 至 ' || cast(named.range_to_on as varchar) || ' 之间'
        when named.check_kind = 'order' then case named.comparison
            when 'before' then '早于'
            when 'after' then '晚于'
            when 'on or before' then '不晚于'
            else '不早于'
        end || coalesce(named.anchor_zh, cast(named.reading_on as varchar))
        when named.check_kind = 'lead_days' then case named.direction
            when 'lead' then '比' || named.anchor_zh || '早 '
            else '在' || named.anchor_zh || '之后 '
        end || coalesce(cast(named.pass_from as varchar), '0')
            || coalesce(' 至 ' || cast(named.pass_to as varchar), '')
            || case when named.pass_to is null then ' 天以上' else ' 天' end
            || coalesce('(最宽 ' || case named.direction
                when 'lead' then cast(named.warn_from as varchar)
                else cast(named.warn_to as varchar)
            end || ' 天)', '')
        when named.check_kind = 'covers' then named.reviewer_zh || '认可：' || named.item_zh
        else named.reviewer_zh || '已审阅' || coalesce(named.material_type, '')
    end as rule_zh,
    case
        when named.check_kind = 'invited' then 'invited: ' || named.item_en
        when named.check_kind = 'recipient' then 'sent to ' || named.item_en
        when named.check_kind = 'attachment' then 'attached: ' || named.item_en
        when named.check_kind = 'contains' then 'contents include ' || named.item_en
        when named.check_kind = 'categories' then 'categories that took part: ' || named.left_en
            || ' ' || replace(replace(named.comparison, '>=', '≥'), '<=', '≤') || ' ' || named.right_en
        when named.check_kind = 'attendance' then named.left_en || ' ÷ (' || named.right_en
            || ' - on leave) is at least ' || cast(named.percent as integer) || '%'
        when named.check_kind in ('count', 'tally')
            then named.left_en || ' ' || replace(replace(named.comparison, '>=', '≥'), '<=', '≤') || ' ' || named.right_en
        when named.flag_operator = 'filled' then named.field_en || ' is filled in'
        when named.family = 'measure' and named.value_texts in ('yes', 'no')
            then named.field_en || ' is ' || named.value_texts
        when named.family = 'measure' then named.field_en || ' is one of ' || named.value_texts
        when named.check_kind = 'held' then 'something that happened is on record'
        when named.check_kind = 'within' then 'from ' || cast(named.range_from_on as varchar)
            || ' to ' || cast(named.range_to_on as varchar)
        when named.check_kind = 'order' then named.comparison || ' '
            || coalesce(named.anchor_en, cast(named.reading_on as varchar))
        when named.check_kind = 'lead_days' then coalesce(cast(named.pass_from as varchar), '0')
            || coalesce(' to ' || cast(named.pass_to as varchar), '')
            || case when named.pass_to is null then ' days or more' else ' days' end
            || case named.direction when 'lead' then ' before ' else ' after ' end
            || named.anchor_en
            || coalesce(' (at the widest ' || case named.direction
                when 'lead' then cast(named.warn_from as varchar)
                else cast(named.warn_to as varchar)
            end || ' days)', '')
        when named.check_kind = 'covers' then 'found good by ' || named.reviewer_en || ': ' || named.item_en
        else 'reviewed by ' || named.reviewer_en || coalesce(': ' || named.material_type, '')
    end as rule_en
from named
