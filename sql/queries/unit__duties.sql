-- One row per milestone that the unit owns or reports on, and object it reports of: its latest figure and how the milestone stands.
with owned as (
    select milestones.milestone_id
    from marts.milestones as milestones
    inner join marts.units as units on units.unit_id = $unit_id
    where
        list_has_any(
            string_split_regex(milestones.owners, '\s*[、,，;；]\s*'),
            [units.unit_id, units.unit_name, units.unit_class]
            || string_split_regex(coalesce(units.short_names, ''), '\s*[、,，;；]\s*')
        )
),

reported as (
    select progress.*
    from marts.milestone_progress as progress
    where progress.unit_id = $unit_id
)

select
    milestones.status as milestone_status,
    milestones.action_title,
    milestones.action_title_en,
    milestones.milestone_id,
    milestones.milestone_title,
    milestones.milestone_title_en,
    milestones.due_on,
    milestones.unit_of_measure,
    reported.object_name,
    reported.counted_on,
    reported.cumulative_amount,
    reported.completion_ratio,
    reported.progress_state,
    reported.listed_on,
    reported.supervisor_unit,
    if(reported.milestone_id is null, '这个单位还没有填报进展', null) as reason_zh,
    if(reported.milestone_id is null, 'this unit has reported nothing yet', null) as reason_en
from marts.milestones as milestones
left join reported on reported.milestone_id = milestones.milestone_id
left join owned on owned.milestone_id = milestones.milestone_id
where reported.milestone_id is not null or owned.milestone_id is not null
order by milestones.status_order, milestones.milestone_order, reported.object_name
