-- One row per line of evidence and check that compares a value with another (count, tally, categories, attendance, flag, published).
-- 每行：一组佐证对一条“数值或标记比较”核查的结果（数量、合计、类别、到会、标记、公开）。
with asked as (
    select
        obligation_rows.obligation_id,
        obligation_rows.requirement_id,
        obligation_rows.unit_id,
        obligation_rows.moment_on,
        obligation_rows.line_number,
        obligation_rows.row_rank as last_rank,
        obligation_rows.happened_on,
        checks.check_id,
        checks.check_kind,
        checks.comparison,
        checks.percent,
        checks.field,
        checks.flag_operator,
        obligation_moments.branch_id
    from intermediate.obligation_rows
    inner join plan.checks
        on checks.requirement_id = obligation_rows.requirement_id
        and checks.family = 'measure'
    inner join intermediate.obligation_moments
        on obligation_moments.obligation_id = obligation_rows.obligation_id
        and obligation_moments.unit_id = obligation_rows.unit_id
        and obligation_moments.moment_on = obligation_rows.moment_on
),

-- Rows of a line add up one after the other, so that the day on which they sufficed is known.
summed_fields as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.last_rank,
        asked.check_id,
        line_items.field,
        sum(line_items.item_number) as field_sum,
        max(line_items.item_number) as field_maximum,
        max(line_items.supplied_on) as supplied_on
    from asked
    inner join intermediate.line_items
        on line_items.obligation_id = asked.obligation_id
        and line_items.unit_id = asked.unit_id
        and line_items.moment_on = asked.moment_on
        and line_items.line_number = asked.line_number
        and line_items.row_rank <= asked.last_rank
    where line_items.item_number is not null
        and (
            line_items.field = 'leave_count'
            or exists (
                select 1
                from plan.operands
                where operands.check_id = asked.check_id
                    and operands.field = line_items.field
            )
        )
    group by
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.last_rank,
        asked.check_id,
        line_items.field
),

counted_sheets as (
    select
        asked.obligation_id,
        asked.moment_on,
        asked.line_number,
        asked.last_rank,
        operands.check_id,
        operands.side,
        operands.term_number,
        count(distinct evidence_versions.evidence_id) filter (
            where operands.filter_field is null
                or filtering.item_text = operands.filter_value
        ) as row_count
    from asked
    inner join plan.operands
        on operands.check_id = asked.check_id
        and operands.operand_kind = 'sheet_rows'
    left join intermediate.evidence_versions
        on evidence_versions.unit_id = asked.unit_id
        and evidence_versions.sheet = operands.sheet
        and evidence_versions.recorded_on <= asked.moment_on
        and evidence_versions.superseded_on > asked.moment_on
        and evidence_versions.is_withdrawn = 0
    left join intermediate.evidence_items as filtering
        on filtering.evidence_id = evidence_versions.evidence_id
        and filtering.field = operands.filter_field
    group by
        asked.obligation_id,
        asked.moment_on,
        asked.line_number,
        asked.last_rank,
        operands.check_id,
        operands.side,
        operands.term_number
),

-- What an operand is called follows from the plan alone.
named_operands as (
    select
        operands.*,
        coalesce(
            -- Of a heading over two rows the lower one names the column.
            substr(field_labels.label, strpos(field_labels.label, '/') + 1),
            attribute_labels.label,
            case operands.operand_kind
                when 'rows' then '次数'
                when 'sheet_rows' then coalesce(operands.filter_value, '') || '条数'
            end
        ) as label_zh,
        coalesce(
            field_labels.label_en,
            attribute_labels.label_en,
            case operands.operand_kind
                when 'rows' then 'times'
                when 'sheet_rows'
                    then coalesce(operands.filter_value || ' ', '')
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
    left join plan.field_labels as attribute_labels
        on operands.operand_kind in ('unit', 'branch')
        and attribute_labels.sheet = case operands.operand_kind
            when 'unit' then 'units'
            else 'branches'
        end
        and attribute_labels.field = operands.field
),

side_labels as (
    select
        named_operands.check_id,
        string_agg(
            named_operands.label_zh, '+' order by named_operands.term_number
        ) filter (where named_operands.side = 'left') as left_zh,
        string_agg(
            named_operands.label_en, ' + ' order by named_operands.term_number
        ) filter (where named_operands.side = 'left') as left_en,
        string_agg(
            named_operands.label_zh, '+' order by named_operands.term_number
        ) filter (where named_operands.side = 'right') as right_zh,
        string_agg(
            named_operands.label_en, ' + ' order by named_operands.term_number
        ) filter (where named_operands.side = 'right') as right_en
    from named_operands
    group by named_operands.check_id
),

terms as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.last_rank,
        asked.check_id,
        operands.side,
        operands.sign * case operands.operand_kind
            when 'number' then operands.number_value
            when 'rows' then asked.last_rank
            when 'sheet_rows' then counted_sheets.row_count
            when 'unit' then unit_attributes.attribute_number
            when 'branch' then branch_items.item_number
            -- Who was expected at a make-up session was already expected at the first.
            when 'field' then case
                when asked.check_kind = 'attendance' and operands.side = 'right'
                    then summed_fields.field_maximum
                when asked.check_kind = 'categories'
                    then case when summed_fields.field_sum > 0 then 1 else 0 end
                else summed_fields.field_sum
            end
            else cast(null as double)
        end as term_number_value,
        case
            when operands.side = 'left' then summed_fields.supplied_on
            else cast(null as date)
        end as supplied_on,
        operands.term_number
    from asked
    inner join plan.operands
        on operands.check_id = asked.check_id
    left join summed_fields
        on summed_fields.obligation_id = asked.obligation_id
        and summed_fields.unit_id = asked.unit_id
        and summed_fields.moment_on = asked.moment_on
        and summed_fields.line_number = asked.line_number
        and summed_fields.last_rank = asked.last_rank
        and summed_fields.check_id = asked.check_id
        and summed_fields.field = operands.field
    left join counted_sheets
        on counted_sheets.obligation_id = asked.obligation_id
        and counted_sheets.moment_on = asked.moment_on
        and counted_sheets.line_number = asked.line_number
        and counted_sheets.last_rank = asked.last_rank
        and counted_sheets.check_id = operands.check_id
        and counted_sheets.side = operands.side
        and counted_sheets.term_number = operands.term_number
    left join intermediate.unit_attributes
        on operands.operand_kind = 'unit'
        and unit_attributes.unit_id = asked.unit_id
        and unit_attributes.attribute = operands.field
        and unit_attributes.recorded_on <= asked.moment_on
        and unit_attributes.superseded_on > asked.moment_on
    left join intermediate.evidence_items as branch_items
        on operands.operand_kind = 'branch'
        and branch_items.unit_id = asked.unit_id
        and branch_items.sheet = 'branches'
        and branch_items.branch_id = asked.branch_id
        and branch_items.field = operands.field
        and branch_items.recorded_on <= asked.moment_on
        and branch_items.superseded_on > asked.moment_on
),

-- One unknown term makes the sum unknown, never smaller.
sides as (
    select
        terms.obligation_id,
        terms.unit_id,
        terms.moment_on,
        terms.line_number,
        terms.last_rank,
        terms.check_id,
        case
            when count(terms.term_number_value) filter (
                where terms.side = 'left'
            ) = count(*) filter (where terms.side = 'left')
                then sum(terms.term_number_value) filter (
                    where terms.side = 'left'
                )
            else cast(null as double)
        end as left_value,
        case
            when count(terms.term_number_value) filter (
                where terms.side = 'right'
            ) = count(*) filter (where terms.side = 'right')
                then sum(terms.term_number_value) filter (
                    where terms.side = 'right'
                )
            else cast(null as double)
        end as right_value,
        max(terms.supplied_on) as supplied_on
    from terms
    group by
        terms.obligation_id,
        terms.unit_id,
        terms.moment_on,
        terms.line_number,
        terms.last_rank,
        terms.check_id
),

-- Only of categories it is said which are empty.
empty_terms as (
    select
        terms.obligation_id,
        terms.unit_id,
        terms.moment_on,
        terms.line_number,
        terms.last_rank,
        terms.check_id,
        string_agg(
            named_operands.label_zh, '、' order by terms.term_number
        ) as empty_zh,
        string_agg(
            named_operands.label_en, ', ' order by terms.term_number
        ) as empty_en
    from terms
    inner join plan.checks
        on checks.check_id = terms.check_id
        and checks.check_kind = 'categories'
    inner join named_operands
        on named_operands.check_id = terms.check_id
        and named_operands.side = terms.side
        and named_operands.term_number = terms.term_number
    where terms.side = 'left'
        and terms.term_number_value = 0
    group by
        terms.obligation_id,
        terms.unit_id,
        terms.moment_on,
        terms.line_number,
        terms.last_rank,
        terms.check_id
),

numbers as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.last_rank,
        asked.happened_on,
        asked.check_id,
        asked.check_kind,
        sides.left_value,
        sides.right_value,
        sides.supplied_on,
        empty_terms.empty_zh,
        empty_terms.empty_en,
        side_labels.left_zh,
        side_labels.left_en,
        side_labels.right_zh,
        side_labels.right_en,
        case
            when sides.left_value is null or sides.right_value is null then 'missing'
            when asked.check_kind = 'attendance'
                then case
                    when sides.left_value >= asked.percent / 100.0 * greatest(
                        sides.right_value - coalesce(leaves.field_sum, 0),
                        0
                    )
                        then 'pass'
                    else 'fail'
                end
            when asked.comparison = '>='
                and sides.left_value >= sides.right_value then 'pass'
            when asked.comparison = '<='
                and sides.left_value <= sides.right_value then 'pass'
            when asked.comparison = '='
                and sides.left_value = sides.right_value then 'pass'
            else 'fail'
        end as result,
        coalesce(leaves.field_sum, 0) as leave_count
    from asked
    inner join sides
        on sides.obligation_id = asked.obligation_id
        and sides.unit_id = asked.unit_id
        and sides.moment_on = asked.moment_on
        and sides.line_number = asked.line_number
        and sides.last_rank = asked.last_rank
        and sides.check_id = asked.check_id
    inner join side_labels
        on side_labels.check_id = asked.check_id
    left join empty_terms
        on empty_terms.obligation_id = asked.obligation_id
        and empty_terms.unit_id = asked.unit_id
        and empty_terms.moment_on = asked.moment_on
        and empty_terms.line_number = asked.line_number
        and empty_terms.last_rank = asked.last_rank
        and empty_terms.check_id = asked.check_id
    left join summed_fields as leaves
        on asked.check_kind = 'attendance'
        and leaves.obligation_id = asked.obligation_id
        and leaves.unit_id = asked.unit_id
        and leaves.moment_on = asked.moment_on
        and leaves.line_number = asked.line_number
        and leaves.last_rank = asked.last_rank
        and leaves.check_id = asked.check_id
        and leaves.field = 'leave_count'
),

number_verdicts as (
    select
        numbers.*,
        min(numbers.happened_on) filter (
            where numbers.result = 'pass'
        ) over (
            partition by
                numbers.obligation_id,
                numbers.moment_on,
                numbers.line_number,
                numbers.check_id
        ) as sufficed_on,
        min(numbers.last_rank) filter (
            where numbers.result = 'pass'
        ) over (
            partition by
                numbers.obligation_id,
                numbers.moment_on,
                numbers.line_number,
                numbers.check_id
        ) as sufficed_rank,
        max(numbers.last_rank) over (
            partition by
                numbers.obligation_id,
                numbers.moment_on,
                numbers.line_number,
                numbers.check_id
        ) as full_rank
    from numbers
),

number_words as (
    select
        number_verdicts.*,
        cast(cast(number_verdicts.left_value as bigint) as varchar) as left_words,
        cast(
            cast(
                case
                    when number_verdicts.check_kind = 'attendance'
                        then greatest(
                            number_verdicts.right_value
                                - number_verdicts.leave_count,
                            0
                        )
                    else number_verdicts.right_value
                end as bigint
            ) as varchar
        ) as right_words,
        sufficing.supplied_on as sufficing_supplied_on
    from number_verdicts
    left join numbers as sufficing
        on sufficing.obligation_id = number_verdicts.obligation_id
        and sufficing.unit_id = number_verdicts.unit_id
        and sufficing.moment_on = number_verdicts.moment_on
        and sufficing.line_number = number_verdicts.line_number
        and sufficing.check_id = number_verdicts.check_id
        and sufficing.last_rank = number_verdicts.sufficed_rank
    where number_verdicts.last_rank = number_verdicts.full_rank
),

flag_matches as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        min(line_items.happened_on) over (
            partition by
                asked.obligation_id,
                asked.moment_on,
                asked.line_number,
                asked.check_id
        ) as happened_on,
        greatest(line_items.happened_on, line_items.supplied_on) as supplied_on,
        row_number() over (
            partition by
                asked.obligation_id,
                asked.moment_on,
                asked.line_number,
                asked.check_id
            order by
                greatest(line_items.happened_on, line_items.supplied_on),
                line_items.evidence_id
        ) as place
    from asked
    inner join intermediate.line_items
        on line_items.obligation_id = asked.obligation_id
        and line_items.unit_id = asked.unit_id
        and line_items.moment_on = asked.moment_on
        and line_items.line_number = asked.line_number
        and line_items.row_rank = asked.last_rank
        and line_items.field = asked.field
    where asked.flag_operator = 'filled'
        or exists (
            select 1
            from plan.check_values
            where check_values.check_id = asked.check_id
                and check_values.value_text = line_items.item_text
        )
),

flags as (
    select distinct
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.line_number,
        asked.check_id,
        asked.field,
        asked.flag_operator
    from asked
    where asked.flag_operator is not null
),

-- Something filled in that is not what was asked fails; nothing filled in is missing.
filled_fields as (
    select distinct
        line_items.obligation_id,
        line_items.unit_id,
        line_items.moment_on,
        line_items.line_number,
        line_items.field
    from intermediate.line_items
    inner join flags
        on flags.obligation_id = line_items.obligation_id
        and flags.unit_id = line_items.unit_id
        and flags.moment_on = line_items.moment_on
        and flags.line_number = line_items.line_number
        and flags.field = line_items.field
)

select
    number_words.obligation_id,
    number_words.unit_id,
    number_words.moment_on,
    number_words.line_number,
    number_words.check_id,
    number_words.result,
    number_words.sufficed_on as event_on,
    number_words.sufficing_supplied_on as supplied_on,
    case
        when number_words.left_value is null
            then coalesce(number_words.left_zh, '数量') || '未填'
        when number_words.right_value is null
            then coalesce(number_words.right_zh, '对照数') || '未填，无法核对'
        when number_words.check_kind = 'categories'
            then '应有 ' || number_words.right_words
                || ' 类实有 ' || number_words.left_words
                || ' 类，无' || coalesce(number_words.empty_zh, '')
        else coalesce(number_words.left_zh, '数量')
            || '应 ' || number_words.right_words
            || ' 实 ' || number_words.left_words
    end as words_zh,
    case
        when number_words.left_value is null
            then coalesce(number_words.left_en, 'number') || ' not filled in'
        when number_words.right_value is null
            then coalesce(number_words.right_en, 'expected number')
                || ' not filled in'
        when number_words.check_kind = 'categories'
            then number_words.left_words || ' of ' || number_words.right_words
                || ' categories, none of ' || coalesce(number_words.empty_en, '')
        else coalesce(number_words.left_en, 'number')
            || ': ' || number_words.left_words
            || ' of ' || number_words.right_words
    end as words_en
from number_words

union all

select
    flags.obligation_id,
    flags.unit_id,
    flags.moment_on,
    flags.line_number,
    flags.check_id,
    case
        when flag_matches.check_id is not null then 'pass'
        when filled_fields.field is not null then 'fail'
        else 'missing'
    end as result,
    flag_matches.happened_on as event_on,
    flag_matches.supplied_on,
    coalesce(field_labels.label, flags.field)
        || case
            when filled_fields.field is not null then '不符'
            else '未填'
        end as words_zh,
    coalesce(field_labels.label_en, flags.field)
        || case
            when filled_fields.field is not null then ' not as required'
            else ' not filled in'
        end as words_en
from flags
inner join plan.checks
    on checks.check_id = flags.check_id
inner join plan.requirements
    on requirements.requirement_id = checks.requirement_id
left join plan.field_labels
    on field_labels.sheet = requirements.evidence_sheet
    and field_labels.field = flags.field
left join flag_matches
    on flag_matches.obligation_id = flags.obligation_id
    and flag_matches.unit_id = flags.unit_id
    and flag_matches.moment_on = flags.moment_on
    and flag_matches.line_number = flags.line_number
    and flag_matches.check_id = flags.check_id
    and flag_matches.place = 1
left join filled_fields
    on filled_fields.obligation_id = flags.obligation_id
    and filled_fields.unit_id = flags.unit_id
    and filled_fields.moment_on = flags.moment_on
    and filled_fields.line_number = flags.line_number
    and filled_fields.field = flags.field
