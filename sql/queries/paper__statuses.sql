-- One row per status that occurs: how many obligations stand there on the day.
select
    statuses.status,
    statuses.status_order,
    statuses.obligation_count
from marts.statuses as statuses
where statuses.status <> 'not_applicable'
order by statuses.status_order
