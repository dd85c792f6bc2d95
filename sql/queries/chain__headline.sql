-- One row: how many units are on the chain chosen, are through it, stand past a deadline, and who has stood longest.
select
    count(*) as unit_count,
    count(*) filter (where unit_chains.stuck_number is null) as through_count,
    count(*) filter (where unit_chains.stuck_number is not null) as stuck_count,
    count(*) filter (where unit_chains.stuck_due_on < unit_chains.as_of) as stuck_late_count,
    coalesce(max(unit_chains.stuck_days), 0) as longest_days
from marts.unit_chains
where
    unit_chains.chain_id = $chain_id
    and ($unit_class is null or unit_chains.unit_class = $unit_class)
    and ($guidance_group is null or unit_chains.guidance_group = $guidance_group)
