-- One row per status that occurs: how many obligations stand there on the day.
select
    compliance.status,
    any_value(compliance.status_order) as status_order,
    count(*) as obligation_count
from marts.compliance as compliance
where compliance.status <> 'not_applicable'
group by compliance.status
order by status_order
