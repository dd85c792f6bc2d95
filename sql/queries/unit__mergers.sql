-- One row per merger that unit $unit_id is part of: it went into the other unit, or the other came into it.
select
    case when mergers.unit_id = $unit_id then 'went' else 'came' end as direction,
    case
        when mergers.unit_id = $unit_id then mergers.merged_into_id
        else mergers.unit_id
    end as unit_id,
    case
        when mergers.unit_id = $unit_id then mergers.merged_into_name
        else mergers.unit_name
    end as unit_name,
    mergers.active_until_on
from marts.mergers
where mergers.unit_id = $unit_id or mergers.merged_into_id = $unit_id
order by mergers.active_until_on nulls last, mergers.unit_id
