-- One row per milestone of the action plan chosen, or of all of them, in the plan's order, with who reports on it.
with reporters as (
    select
        progress.milestone_id,
        string_agg(distinct progress.unit_name, '、' order by progress.unit_name) as unit_names
    from marts.milestone_progress as progress
    group by progress.milestone_id
)

select
    milestones.* exclude (target),
    case milestones.target_kind
        when 'number' then format('{:g}', milestones.target_number)
        when 'all' then '全部'
        when 'flag' then '符合条件的全部'
    end as target_zh,
    case milestones.target_kind
        when 'number' then format('{:g}', milestones.target_number)
        when 'all' then 'all'
        when 'flag' then 'all that meet the condition'
    end as target_en,
    milestones.status as milestone_status,
    coalesce(milestones.owners, reporters.unit_names) as owner_names,
    overview.starts_on as plan_starts_on,
    overview.ends_on as plan_ends_on,
    greatest(overview.ends_on, overview.as_of, milestones.due_on) as shown_until_on
from marts.milestones as milestones
cross join marts.overview as overview
left join reporters on reporters.milestone_id = milestones.milestone_id
where $action_id is null or milestones.action_id = $action_id
order by milestones.milestone_order
