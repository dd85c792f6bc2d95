-- One row: the rates of the units that the choices leave, by each of the three bases.
with counted as (
    select
        sum(units.expected_original_count) as expected_original_count,
        sum(units.completed_original_count) as completed_original_count,
        sum(units.on_time_original_count) as on_time_original_count,
        sum(units.expected_extended_count) as expected_extended_count,
        sum(units.completed_extended_count) as completed_extended_count,
        sum(units.on_time_extended_count) as on_time_extended_count,
        sum(units.expected_count) as expected_count,
        sum(units.completed_count) as completed_count,
        sum(units.on_time_count) as on_time_count
    from marts.units as units
    where
        ($unit_class is null or units.unit_class = $unit_class)
        and ($guidance_group is null or units.guidance_group = $guidance_group)
        and (
            contains(units.unit_name, $search)
            or contains(units.short_names, $search)
            or contains(lower(units.unit_id), lower($search))
        )
        and (
            ($status is null and $owes is null)
            or exists (
                select 1
                from marts.compliance as compliance
                where
                    compliance.unit_id = units.unit_id
                    and ($status is null or compliance.status = $status)
                    and ($status is not null or compliance.status <> 'not_applicable')
                    and ($owes is null or compliance.requirement_id = $owes)
            )
        )
)

select
    counted.*,
    counted.completed_original_count / nullif(counted.expected_original_count, 0) as completed_original_ratio,
    counted.on_time_original_count / nullif(counted.expected_original_count, 0) as on_time_original_ratio,
    counted.completed_extended_count / nullif(counted.expected_extended_count, 0) as completed_extended_ratio,
    counted.on_time_extended_count / nullif(counted.expected_extended_count, 0) as on_time_extended_ratio,
    counted.completed_count / nullif(counted.expected_count, 0) as completed_ratio,
    counted.on_time_count / nullif(counted.expected_count, 0) as on_time_ratio
from counted
