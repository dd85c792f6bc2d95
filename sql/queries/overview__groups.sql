-- One row per group of units, of the kind asked for: how it stands, the worst first.
select
    standings.group_name,
    standings.unit_count,
    standings.expected_count,
    standings.completed_count,
    standings.on_time_count,
    standings.completed_ratio,
    standings.on_time_ratio,
    standings.overdue_count
from (
    select unit_classes.unit_class as group_name, unit_classes.*
    from marts.unit_classes as unit_classes
    where $grouping = 'unit_class'
    union all by name
    select guidance_groups.guidance_group as group_name, guidance_groups.*
    from marts.guidance_groups as guidance_groups
    where $grouping = 'guidance_group'
) as standings
where standings.obligation_count > 0
order by standings.completed_ratio nulls last, standings.on_time_ratio, standings.group_name
limit $row_limit
