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
from marts.groups as standings
where standings.group_kind = $grouping
    and standings.obligation_count > 0
order by standings.completed_ratio nulls last, standings.on_time_ratio, standings.group_name
limit $row_limit
