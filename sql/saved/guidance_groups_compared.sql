-- One row per guidance group: its units, its rates and what is overdue, the lowest rate first.
-- Name: 指导检查组比较 | Guidance groups compared
-- Note: 分子分母与比率并列。 | Numerators and denominators beside each rate.
select
    guidance_groups.guidance_group,
    guidance_groups.unit_count,
    guidance_groups.overdue_unit_count,
    guidance_groups.completed_count,
    guidance_groups.expected_count,
    guidance_groups.completed_ratio,
    guidance_groups.on_time_count,
    guidance_groups.on_time_ratio,
    guidance_groups.overdue_count
from marts.guidance_groups as guidance_groups
order by guidance_groups.completed_ratio nulls last, guidance_groups.guidance_group
