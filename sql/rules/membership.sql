-- One row per line of evidence and check that asks whether an item is in a list (invited, recipient, attachment, contains).
-- 每行：一组佐证对一条“清单中是否有该项”核查的结果（邀请、报送对象、附件、内容）。
with asked as (
    select
        obligation_lines.obligation_id,
        obligation_lines.unit_id,
        obligation_lines.moment_on,
        obligation_lines.line_number,
        checks.check_id,
        checks.check_kind,
        checks.field,
        checks.item_literal,
        checks.item_attribute,
        unit_attributes.attribute_text
    from intermediate.obligation_lines
    inner join plan.checks
        on checks.requirement_id = obligation_lines.requirement_id
        and checks.family = 'membership'
    left join intermediate.unit_attributes
        on unit_attributes.unit_id = obligation_lines.unit_id
        and unit_attributes.attribute = checks.item_attribute
        and unit_attributes.recorded_on <= obligation_lines.moment_on
        and unit_attributes.superseded_on > obligation_lines.moment_on
),

-- An office named in the roster may be written by its name or by what it is.
wanted as (
    select
        asked.*,
        asked.item_literal as wanted_text
    from asked
    where asked.item_literal is not null

    union all

    select
        asked.*,
        asked.attribute_text as wanted_text
    from asked
    where asked.attribute_text is not null

    union all

    select
        asked.*,
        attribute_labels.label as wanted_text
    from asked
    inner join plan.attribute_labels
        on attribute_labels.attribute = asked.item_attribute
    where asked.attribute_text is not null
),

matched as (
    select
        wanted.obligation_id,
        wanted.unit_id,
        wanted.moment_on,
        wanted.line_number,
        wanted.check_id,
        min(line_items.happened_on) over (
            partition by
                wanted.obligation_id,
                wanted.moment_on,
                wanted.line_number,
                wanted.check_id
        ) as happened_on,
        greatest(line_items.happened_on, line_items.supplied_on) as supplied_on,
        row_number() over (
            partition by
                wanted.obligation_id,
                wanted.moment_on,
                wanted.line_number,
                wanted.check_id
            order by
                greatest(line_items.happened_on, line_items.supplied_on),
                line_items.evidence_id
        ) as place
    from wanted
    inner join intermediate.line_items
        on line_items.obligation_id = wanted.obligation_id
        and line_items.unit_id = wanted.unit_id
        and line_items.moment_on = wanted.moment_on
        and line_items.line_number = wanted.line_number
        and line_items.field = wanted.field
        and line_items.item_text = wanted.wanted_text
)

select
    asked.obligation_id,
    asked.unit_id,
    asked.moment_on,
    asked.line_number,
    asked.check_id,
    case
        when matched.check_id is not null then 'pass'
        when asked.item_attribute is not null and asked.attribute_text is null
            then 'not_applicable'
        else 'missing'
    end as result,
    matched.happened_on as event_on,
    matched.supplied_on,
    case asked.check_kind
        when 'invited' then '未邀请'
        when 'recipient' then '未报'
        else ''
    end
        || coalesce(asked.item_literal, asked.attribute_text, '')
        || case asked.check_kind
            when 'recipient' then ' 1 份'
            else ''
        end as words_zh,
    case asked.check_kind
        when 'invited' then 'not invited: '
        when 'recipient' then 'not sent to '
        when 'attachment' then 'attachment '
        else 'content '
    end || coalesce(asked.item_literal, asked.attribute_text, '') as words_en
from asked
left join matched
    on matched.obligation_id = asked.obligation_id
    and matched.unit_id = asked.unit_id
    and matched.moment_on = asked.moment_on
    and matched.line_number = asked.line_number
    and matched.check_id = asked.check_id
    and matched.place = 1
