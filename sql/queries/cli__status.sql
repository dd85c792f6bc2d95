-- One row per obligation owed, of all units or of $unit_id, the worst first, with the readings that its status rests on.
with rests as (
    select
        requirement_readings.requirement_id,
        string_agg(requirement_readings.reading_key, '; ' order by requirement_readings.reading_key) as readings,
        string_agg(requirement_readings.reading_key, '; ' order by requirement_readings.reading_key)
            filter (where requirement_readings.through_id is null) as own_readings
    from reference.requirement_readings
    group by requirement_readings.requirement_id
)

select
    compliance.unit_id,
    compliance.unit_name,
    compliance.requirement_id,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.bearer,
    compliance.bearer_id,
    compliance.bearer_name,
    compliance.original_due_on,
    compliance.due_on,
    compliance.done_on,
    compliance.status,
    compliance.status_order,
    compliance.is_past_due,
    compliance.missing_zh,
    compliance.missing_en,
    -- An event that is held or planned sets the day by itself, whatever its own deadline is.
    case
        when compliance.due_basis in ('actual', 'planned') then rests.own_readings
        else rests.readings
    end as readings,
    compliance.late_zh,
    compliance.late_en,
    compliance.noted_zh,
    compliance.noted_en
from marts.compliance
left join rests
    on rests.requirement_id = compliance.requirement_id
where $unit_id is null or compliance.unit_id = $unit_id
order by
    compliance.status_order,
    compliance.due_on nulls last,
    compliance.unit_id,
    compliance.requirement_order,
    compliance.bearer_id
