-- One row: the unit, who it belongs to and where it stands.
select
    units.*,
    units.expected_count - units.completed_count as open_count,
    merged.unit_name as merged_into_name
from marts.units as units
left join marts.units as merged on merged.unit_id = units.merged_into
where units.unit_id = $unit_id
