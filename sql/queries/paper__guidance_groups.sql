-- One row per guidance group that has units with something due, best completed first.
select guidance_groups.*
from marts.guidance_groups as guidance_groups
where guidance_groups.expected_count > 0
order by
    guidance_groups.completed_ratio desc,
    guidance_groups.on_time_ratio desc,
    guidance_groups.guidance_group
