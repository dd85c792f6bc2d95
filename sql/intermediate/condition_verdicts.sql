-- One row per obligation, moment and conditioned rule: 1 it applies, 0 it does not, null it cannot be known yet.
-- 每行：附条件的规则对某应办事项在某一时点是否适用：1 适用，0 不适用，空为尚不能知。
with conditioned as (
    select
        conditions.*,
        coalesce(checks.requirement_id, conditions.owner_id) as requirement_id
    from plan.conditions
    left join plan.checks
        on checks.check_id = conditions.owner_id
        and conditions.owner_kind = 'check'
    where conditions.owner_kind in ('requirement', 'check')
),

asked as (
    select
        conditioned.*,
        obligation_moments.obligation_id,
        obligation_moments.unit_id,
        obligation_moments.branch_id,
        obligation_moments.moment_on
    from conditioned
    inner join intermediate.obligation_moments
        on obligation_moments.requirement_id = conditioned.requirement_id
),

-- What the evidence that counts for the named requirement says on the day; of several rows the largest answer, of none no answer.
evidence_answers as (
    select
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.source_id,
        asked.field,
        max(evidence_items.item_text) as answer_text,
        max(evidence_items.item_number) as answer_number
    from asked
    inner join intermediate.obligation_moments as sources
        on sources.requirement_id = asked.source_id
        and sources.unit_id = asked.unit_id
        and sources.moment_on <= asked.moment_on
        and sources.until_on > asked.moment_on
        -- What one branch says binds no other.
        and (asked.branch_id = '' or sources.branch_id in ('', asked.branch_id))
    inner join intermediate.obligation_rows
        on obligation_rows.obligation_id = sources.obligation_id
        and obligation_rows.unit_id = sources.unit_id
        and obligation_rows.moment_on = sources.moment_on
    left join intermediate.evidence_items
        on evidence_items.evidence_id = obligation_rows.evidence_id
        and evidence_items.unit_id = asked.unit_id
        and evidence_items.field = asked.field
    where asked.subject = 'evidence'
    group by
        asked.obligation_id,
        asked.unit_id,
        asked.moment_on,
        asked.source_id,
        asked.field
),

answered as (
    select
        asked.*,
        case
            when asked.subject = 'unit' then 1
            when evidence_answers.obligation_id is not null then 1
            else 0
        end as is_answered,
        coalesce(
            evidence_answers.answer_text,
            unit_attributes.attribute_text
        ) as answer_text,
        coalesce(
            evidence_answers.answer_number,
            unit_attributes.attribute_number
        ) as answer_number
    from asked
    left join evidence_answers
        on evidence_answers.obligation_id = asked.obligation_id
        and evidence_answers.unit_id = asked.unit_id
        and evidence_answers.moment_on = asked.moment_on
        and evidence_answers.source_id = asked.source_id
        and evidence_answers.field = asked.field
    left join intermediate.unit_attributes
        on asked.subject = 'unit'
        and unit_attributes.unit_id = asked.unit_id
        and unit_attributes.attribute = asked.field
        and unit_attributes.recorded_on <= asked.moment_on
        and unit_attributes.superseded_on > asked.moment_on
),

alternatives as (
    select
        answered.*,
        case
            when answered.is_answered = 0 then null
            when answered.operator = 'is set'
                then case when answered.answer_text is null then 0 else 1 end
            when answered.operator = 'is empty'
                then case when answered.answer_text is null then 1 else 0 end
            when answered.answer_text is null and answered.subject = 'evidence'
                then null
            when answered.operator = '='
                then case
                    when answered.answer_text = answered.value
                        or answered.answer_number
                        = try_cast(answered.value as double)
                        then 1
                    else 0
                end
            when answered.operator = '!='
                then case when answered.answer_text = answered.value then 0 else 1 end
            when answered.operator = '>'
                then case
                    when answered.answer_number > try_cast(answered.value as double)
                        then 1
                    else 0
                end
            when answered.operator = '>='
                then case
                    when answered.answer_number >= try_cast(answered.value as double)
                        then 1
                    else 0
                end
            else null
        end as is_true
    from answered
),

terms as (
    select
        alternatives.owner_kind,
        alternatives.owner_id,
        alternatives.obligation_id,
        alternatives.unit_id,
        alternatives.moment_on,
        alternatives.term_number,
        max(alternatives.is_true) as is_true
    from alternatives
    group by
        alternatives.owner_kind,
        alternatives.owner_id,
        alternatives.obligation_id,
        alternatives.unit_id,
        alternatives.moment_on,
        alternatives.term_number
)

select
    terms.owner_kind,
    terms.owner_id,
    terms.obligation_id,
    terms.unit_id,
    terms.moment_on,
    case
        when min(terms.is_true) = 0 then 0
        when count(terms.is_true) < count(*) then null
        else 1
    end as is_applicable
from terms
group by
    terms.owner_kind,
    terms.owner_id,
    terms.obligation_id,
    terms.unit_id,
    terms.moment_on
