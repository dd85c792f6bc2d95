-- One row per obligation and stretch of days between two changes of what is recorded: all that its status rests on.
-- 每行：一项应办事项在两次记录变动之间的情形，即状态所依据的一切。
-- Table, sorted by unit_id, requirement_id, bearer_id, moment_on.
with unit_days as (
    select
        obligation_moments.obligation_id,
        obligation_moments.unit_id,
        obligation_moments.moment_on,
        max(unit_attributes.attribute_on) filter (
            where unit_attributes.attribute = 'active_from_on'
        ) as unit_from_on,
        max(unit_attributes.attribute_on) filter (
            where unit_attributes.attribute = 'active_until_on'
        ) as unit_until_on,
        max(unit_attributes.attribute_text) filter (
            where unit_attributes.attribute = 'guidance_group'
        ) as guidance_group,
        max(unit_attributes.attribute_text) filter (
            where unit_attributes.attribute = 'unit_class'
        ) as unit_class,
        max(unit_attributes.attribute_text) filter (
            where unit_attributes.attribute = 'unit_name'
        ) as unit_name
    from intermediate.obligation_moments
    left join intermediate.unit_attributes
        on unit_attributes.unit_id = obligation_moments.unit_id
        and unit_attributes.recorded_on <= obligation_moments.moment_on
        and unit_attributes.superseded_on > obligation_moments.moment_on
        and unit_attributes.attribute in (
            'active_from_on',
            'active_until_on',
            'guidance_group',
            'unit_class',
            'unit_name'
        )
    group by
        obligation_moments.obligation_id,
        obligation_moments.unit_id,
        obligation_moments.moment_on
),

branch_days as (
    select
        obligation_moments.obligation_id,
        obligation_moments.unit_id,
        obligation_moments.moment_on,
        max(evidence_items.item_on) filter (
            where evidence_items.field = 'active_from_on'
        ) as branch_from_on,
        max(evidence_items.item_on) filter (
            where evidence_items.field = 'active_until_on'
        ) as branch_until_on,
        max(evidence_items.item_text) filter (
            where evidence_items.field = 'branch_name'
        ) as branch_name
    from intermediate.obligation_moments
    inner join intermediate.evidence_items
        on evidence_items.unit_id = obligation_moments.unit_id
        and evidence_items.sheet = 'branches'
        and evidence_items.branch_id = obligation_moments.branch_id
        and evidence_items.recorded_on <= obligation_moments.moment_on
        and evidence_items.superseded_on > obligation_moments.moment_on
    where obligation_moments.bearer = 'branch'
    group by
        obligation_moments.obligation_id,
        obligation_moments.unit_id,
        obligation_moments.moment_on
)

select
    obligation_deadlines.obligation_id,
    obligation_deadlines.requirement_id,
    obligation_moments.bearer,
    obligation_moments.duty,
    obligation_deadlines.unit_id,
    obligation_moments.bearer_id,
    coalesce(branch_days.branch_name, unit_days.unit_name) as bearer_name,
    case
        when obligation_moments.bearer <> 'group' then unit_days.unit_name
        when unit_days.unit_class = plan.group_class then unit_days.unit_name
        else unit_days.guidance_group
    end as owed_by,
    obligation_deadlines.moment_on,
    obligation_deadlines.until_on,
    -- A unit or branch that left the roster owes nothing from then on; a group's duty needs a group.
    case
        when unit_days.unit_name is null then 0
        when obligation_moments.bearer = 'branch'
            and branch_days.branch_name is null then 0
        when obligation_moments.bearer = 'group'
            and unit_days.unit_class <> plan.group_class
            and unit_days.guidance_group is null then 0
        when condition_verdicts.owner_id is null then 1
        else condition_verdicts.is_applicable
    end as is_applicable,
    greatest(unit_days.unit_from_on, branch_days.branch_from_on) as active_from_on,
    least(unit_days.unit_until_on, branch_days.branch_until_on) as active_until_on,
    obligation_deadlines.original_due_on,
    obligation_deadlines.base_due_on,
    obligation_deadlines.target_on,
    obligation_deadlines.due_on,
    obligation_deadlines.extended_due_on,
    obligation_deadlines.due_basis,
    obligation_deadlines.anchor_on,
    obligation_deadlines.is_exempt,
    case when line_states.obligation_id is null then 0 else 1 end as has_evidence,
    line_states.line_number,
    line_states.happened_on,
    line_states.recorded_on,
    line_states.part_on,
    line_states.failing_count,
    line_states.awaiting_count,
    line_states.late_count,
    line_states.missing_zh,
    line_states.missing_en,
    line_states.awaiting_zh,
    line_states.awaiting_en,
    line_states.late_zh,
    line_states.late_en,
    line_states.noted_zh,
    line_states.noted_en
from intermediate.obligation_deadlines
cross join plan.plan
inner join intermediate.obligation_moments
    on obligation_moments.obligation_id = obligation_deadlines.obligation_id
    and obligation_moments.unit_id = obligation_deadlines.unit_id
    and obligation_moments.moment_on = obligation_deadlines.moment_on
inner join unit_days
    on unit_days.obligation_id = obligation_deadlines.obligation_id
    and unit_days.unit_id = obligation_deadlines.unit_id
    and unit_days.moment_on = obligation_deadlines.moment_on
left join branch_days
    on branch_days.obligation_id = obligation_deadlines.obligation_id
    and branch_days.unit_id = obligation_deadlines.unit_id
    and branch_days.moment_on = obligation_deadlines.moment_on
left join intermediate.condition_verdicts
    on condition_verdicts.owner_kind = 'requirement'
    and condition_verdicts.owner_id = obligation_deadlines.requirement_id
    and condition_verdicts.obligation_id = obligation_deadlines.obligation_id
    and condition_verdicts.unit_id = obligation_deadlines.unit_id
    and condition_verdicts.moment_on = obligation_deadlines.moment_on
left join intermediate.line_states
    on line_states.obligation_id = obligation_deadlines.obligation_id
    and line_states.unit_id = obligation_deadlines.unit_id
    and line_states.moment_on = obligation_deadlines.moment_on
    and line_states.speaking_place = 1
