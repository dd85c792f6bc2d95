-- One row per obligation, moment and row that answers it, whether the thing has happened or is only planned.
-- 每行：一项应办事项在某一时点的一条对应佐证，不论已发生还是仅为拟定。
-- Table, sorted by unit_id, obligation_id, moment_on.
with answering as (
    select
        obligation_moments.obligation_id,
        obligation_moments.requirement_id,
        obligation_moments.unit_id,
        obligation_moments.moment_on,
        requirements.rollup,
        requirements.evidence_date_field,
        requirements.evidence_reviewer,
        requirements.evidence_reviewer_attribute,
        evidence_versions.evidence_id,
        evidence_versions.row_key,
        evidence_versions.sequence_number,
        evidence_versions.recorded_on
    from intermediate.obligation_moments
    inner join plan.requirements
        on requirements.requirement_id = obligation_moments.requirement_id
    inner join plan.evidence_types
        on evidence_types.requirement_id = obligation_moments.requirement_id
    inner join intermediate.evidence_versions
        on evidence_versions.unit_id = obligation_moments.unit_id
        and evidence_versions.sheet = evidence_types.sheet
        and evidence_versions.recorded_on <= obligation_moments.moment_on
        and evidence_versions.superseded_on > obligation_moments.moment_on
    left join intermediate.sole_branches
        on sole_branches.evidence_id = evidence_versions.evidence_id
        and sole_branches.unit_id = evidence_versions.unit_id
    where evidence_versions.is_withdrawn = 0
        and (
            evidence_types.evidence_type = '*'
            or evidence_versions.evidence_type = evidence_types.evidence_type
        )
        -- A blank branch means the unit itself, and its only branch where it has just one.
        and (
            obligation_moments.bearer <> 'branch'
            or evidence_versions.branch_id = obligation_moments.branch_id
            or sole_branches.branch_id = obligation_moments.branch_id
        )
),

-- The sheet may write the reviewer by name or by office.
by_the_reviewer as (
    select distinct
        answering.obligation_id,
        answering.moment_on,
        answering.evidence_id
    from answering
    inner join intermediate.evidence_items
        on evidence_items.evidence_id = answering.evidence_id
        and evidence_items.field = 'reviewer'
    left join intermediate.unit_attributes
        on unit_attributes.unit_id = answering.unit_id
        and unit_attributes.attribute = answering.evidence_reviewer_attribute
        and unit_attributes.recorded_on <= answering.moment_on
        and unit_attributes.superseded_on > answering.moment_on
    left join plan.attribute_labels
        on attribute_labels.attribute = answering.evidence_reviewer_attribute
        and attribute_labels.label = evidence_items.item_text
    where evidence_items.item_text = answering.evidence_reviewer
        or evidence_items.item_text = unit_attributes.attribute_text
        or attribute_labels.label is not null
)

select
    answering.obligation_id,
    answering.requirement_id,
    answering.unit_id,
    answering.moment_on,
    answering.rollup,
    answering.evidence_id,
    answering.row_key,
    answering.sequence_number,
    answering.recorded_on,
    happened.happened_on,
    happened.first_recorded_on,
    planned.happened_on as planned_on
from answering
left join by_the_reviewer
    on by_the_reviewer.obligation_id = answering.obligation_id
    and by_the_reviewer.moment_on = answering.moment_on
    and by_the_reviewer.evidence_id = answering.evidence_id
left join intermediate.evidence_dates as happened
    on happened.evidence_id = answering.evidence_id
    and happened.date_field = answering.evidence_date_field
left join intermediate.evidence_dates as planned
    on planned.evidence_id = answering.evidence_id
    and planned.date_field = 'planned_on'
where (
        answering.evidence_reviewer is null
        and answering.evidence_reviewer_attribute is null
    )
    or by_the_reviewer.evidence_id is not null
