-- On any day since it began, an obligation has exactly one status: its stretches neither overlap nor leave a gap.
with neighbours as (
    select
        obligation_statuses.obligation_id,
        obligation_statuses.from_on,
        obligation_statuses.until_on,
        lead(obligation_statuses.from_on) over (
            partition by
                obligation_statuses.unit_id,
                obligation_statuses.obligation_id
            order by obligation_statuses.from_on
        ) as next_from_on
    from intermediate.obligation_statuses
)

select
    neighbours.obligation_id,
    neighbours.from_on,
    neighbours.until_on,
    neighbours.next_from_on
from neighbours
where neighbours.until_on <> coalesce(
        neighbours.next_from_on,
        cast('9999-12-31' as date)
    )

union all

-- The index and the statuses hold the same obligations.
select
    obligations.obligation_id,
    cast(null as date) as from_on,
    cast(null as date) as until_on,
    cast(null as date) as next_from_on
from intermediate.obligations
left join intermediate.obligation_statuses
    on obligation_statuses.obligation_id = obligations.obligation_id
    and obligation_statuses.unit_id = obligations.unit_id
where obligation_statuses.obligation_id is null

union all

select
    obligation_statuses.obligation_id,
    obligation_statuses.from_on,
    obligation_statuses.until_on,
    cast(null as date) as next_from_on
from intermediate.obligation_statuses
left join intermediate.obligations
    on obligations.obligation_id = obligation_statuses.obligation_id
    and obligations.unit_id = obligation_statuses.unit_id
where obligations.obligation_id is null
