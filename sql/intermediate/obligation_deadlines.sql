-- One row per obligation and moment: its deadline as first set, as in force, and what it hangs on.
-- 每行：一项应办事项在某一时点的原定时限、生效时限及其依据。
-- Table, sorted by unit_id, obligation_id, moment_on.
with recursive dated as (
    select
        obligation_dates.obligation_id,
        obligation_dates.requirement_id,
        obligation_dates.unit_id,
        obligation_dates.bearer,
        obligation_dates.bearer_id,
        obligation_dates.moment_on,
        obligation_dates.until_on,
        requirements.due_anchor_id,
        phrase_deadlines.fixed_due_on,
        phrase_deadlines.stage_ends_on,
        phrase_deadlines.direction,
        phrase_deadlines.target_days,
        phrase_deadlines.bound_days,
        obligation_dates.happened_on,
        obligation_dates.planned_on,
        obligation_waivers.extended_to_on,
        coalesce(obligation_waivers.is_exempt, 0) as is_exempt
    from intermediate.obligation_dates
    inner join plan.requirements
        on requirements.requirement_id = obligation_dates.requirement_id
    inner join intermediate.phrase_deadlines
        on phrase_deadlines.owner_kind = 'requirement'
        and phrase_deadlines.owner_id = obligation_dates.requirement_id
    left join intermediate.obligation_waivers
        on obligation_waivers.obligation_id = obligation_dates.obligation_id
        and obligation_waivers.moment_on = obligation_dates.moment_on
        and obligation_waivers.unit_id = obligation_dates.unit_id
),

-- What hangs on nothing, and what hangs on something that nobody of the unit owes.
unhung as (
    select
        dated.*,
        case
            when dated.due_anchor_id is null then dated.fixed_due_on
            when dated.direction = 'lag' then dated.stage_ends_on
            else cast(null as date)
        end as own_due_on
    from dated
    where dated.due_anchor_id is null
        or not exists (
            select 1
            from dated as anchors
            where anchors.requirement_id = dated.due_anchor_id
                and anchors.unit_id = dated.unit_id
                and anchors.moment_on <= dated.moment_on
                and anchors.until_on > dated.moment_on
                and (
                    anchors.bearer <> 'branch'
                    or dated.bearer <> 'branch'
                    or anchors.bearer_id = dated.bearer_id
                )
        )
),

-- A deadline that hangs on another event follows that event, its plan, or its own deadline, in this order.
chain as (
    select
        dated.obligation_id,
        dated.requirement_id,
        dated.unit_id,
        dated.bearer,
        dated.bearer_id,
        dated.moment_on,
        dated.until_on,
        dated.happened_on,
        dated.planned_on,
        dated.extended_to_on,
        dated.is_exempt,
        dated.own_due_on as original_due_on,
        dated.own_due_on as base_due_on,
        dated.own_due_on as target_on,
        case
            when dated.due_anchor_id is null then 'fixed'
            else 'anchor_deadline'
        end as hangs_on,
        cast(null as date) as anchor_on,
        greatest(dated.own_due_on, extensions.extended_to_on) as due_on
    from unhung as dated
    left join intermediate.obligation_extensions as extensions
        on extensions.obligation_id = dated.obligation_id
        and extensions.unit_id = dated.unit_id
        and extensions.moment_on = dated.moment_on
        and extensions.approved_on <= dated.own_due_on
        and extensions.next_approved_on > dated.own_due_on

    union all

    select
        hung.obligation_id,
        hung.requirement_id,
        hung.unit_id,
        hung.bearer,
        hung.bearer_id,
        hung.moment_on,
        hung.until_on,
        hung.happened_on,
        hung.planned_on,
        hung.extended_to_on,
        hung.is_exempt,
        hung.original_due_on,
        hung.base_due_on,
        hung.target_on,
        hung.hangs_on,
        hung.anchor_on,
        greatest(hung.base_due_on, extensions.extended_to_on) as due_on
    from (
        select
            dated.obligation_id,
            dated.requirement_id,
            dated.unit_id,
            dated.bearer,
            dated.bearer_id,
            dated.moment_on,
            dated.until_on,
            dated.happened_on,
            dated.planned_on,
            dated.extended_to_on,
            dated.is_exempt,
            coalesce(chain.happened_on, chain.planned_on, chain.due_on) as anchor_on,
            case
                when chain.happened_on is not null then 'actual'
                when chain.planned_on is not null then 'planned'
                else 'anchor_deadline'
            end as hangs_on,
            -- As first set: nothing that it hangs on is extended.
            case
                when dated.direction = 'lead'
                    then coalesce(
                        chain.happened_on,
                        chain.planned_on,
                        chain.original_due_on
                    ) - dated.bound_days
                when chain.happened_on is not null
                    then chain.happened_on + dated.bound_days
                else least(
                    coalesce(chain.planned_on, chain.original_due_on)
                        + dated.bound_days,
                    dated.stage_ends_on
                )
            end as original_due_on,
            case
                when dated.direction = 'lead'
                    then coalesce(chain.happened_on, chain.planned_on, chain.due_on)
                        - dated.bound_days
                when chain.happened_on is not null
                    then chain.happened_on + dated.bound_days
                else least(
                    coalesce(chain.planned_on, chain.due_on) + dated.bound_days,
                    dated.stage_ends_on
                )
            end as base_due_on,
            case
                when dated.direction = 'lead'
                    then coalesce(chain.happened_on, chain.planned_on, chain.due_on)
                        - dated.target_days
                when chain.happened_on is not null
                    then chain.happened_on + dated.target_days
                else least(
                    coalesce(chain.planned_on, chain.due_on) + dated.target_days,
                    dated.stage_ends_on
                )
            end as target_on
        from dated
        inner join chain
            on chain.requirement_id = dated.due_anchor_id
            and chain.unit_id = dated.unit_id
            and chain.moment_on <= dated.moment_on
            and chain.until_on > dated.moment_on
            and (
                chain.bearer <> 'branch'
                or dated.bearer <> 'branch'
                or chain.bearer_id = dated.bearer_id
            )
    ) as hung
    left join intermediate.obligation_extensions as extensions
        on extensions.obligation_id = hung.obligation_id
        and extensions.unit_id = hung.unit_id
        and extensions.moment_on = hung.moment_on
        and extensions.approved_on <= hung.base_due_on
        and extensions.next_approved_on > hung.base_due_on
),

-- Where the other event is owed by several branches, the last of them sets the day.
placed as (
    select
        chain.*,
        -- The last of them without any extension need not be the same.
        max(chain.original_due_on) over (
            partition by chain.unit_id, chain.obligation_id, chain.moment_on
        ) as last_original_due_on,
        row_number() over (
            partition by chain.obligation_id, chain.moment_on
            order by chain.base_due_on desc nulls last, chain.anchor_on desc
        ) as place
    from chain
)

select
    placed.obligation_id,
    placed.requirement_id,
    placed.unit_id,
    placed.moment_on,
    placed.until_on,
    placed.last_original_due_on as original_due_on,
    placed.base_due_on,
    placed.target_on,
    placed.due_on,
    -- An extension granted too late never upgrades a status; it counts in the second rate only.
    -- Without a deadline there is nothing to extend.
    case
        when placed.due_on is not null
            then greatest(placed.due_on, placed.extended_to_on)
        else cast(null as date)
    end as extended_due_on,
    case
        when placed.due_on > placed.base_due_on then 'extended'
        else placed.hangs_on
    end as due_basis,
    placed.anchor_on,
    placed.is_exempt
from placed
where placed.place = 1
