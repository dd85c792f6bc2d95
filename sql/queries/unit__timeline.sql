-- One row per requirement of the unit in the order of its deadlines: from which day it counts, until when, and when it was done.
with owed as (
    select
        compliance.*,
        greatest(overview.starts_on, coalesce(units.active_from_on, overview.starts_on)) as opens_on,
        overview.starts_on as plan_starts_on,
        overview.ends_on as plan_ends_on
    from marts.compliance as compliance
    cross join marts.overview as overview
    inner join marts.units as units on units.unit_id = compliance.unit_id
    where compliance.unit_id = $unit_id and compliance.status not in ('not_applicable', 'exempt')
)

select
    owed.requirement_id,
    owed.requirement_title,
    owed.requirement_title_en,
    case when count(*) > 1 then count(owed.done_on) || ' / ' || count(*) else '' end as bearers,
    arg_min(owed.status, owed.status_order) as status,
    -- What counts from an event begins with it; what leads up to one is open from the beginning.
    min(if(owed.anchor_on < owed.due_on, owed.anchor_on, least(owed.opens_on, owed.due_on))) as starts_on,
    min(owed.due_on) as due_on,
    min(owed.original_due_on) as original_due_on,
    case when count(*) = count(owed.done_on) then max(owed.done_on) else max(owed.happened_on) end as happened_on,
    case when count(*) = count(owed.done_on) then max(owed.done_on) end as done_on,
    any_value(owed.plan_starts_on) as plan_starts_on,
    greatest(any_value(owed.plan_ends_on), any_value(owed.as_of)) as shown_until_on,
    any_value(owed.as_of) as as_of
from owed
group by owed.requirement_id, owed.requirement_title, owed.requirement_title_en, owed.requirement_order
order by min(owed.due_on) nulls last, owed.requirement_order
