-- One row per number of days between doing and the deadline chosen, from the earliest to the latest: how many did it then.
select
    date_diff('day', compliance.done_on, compliance.due_on) as lead_days,
    compliance.status,
    count(*) as obligation_count
from marts.compliance as compliance
where
    compliance.requirement_id = $requirement_id
    and compliance.status in ('done', 'done_late')
    and compliance.due_on is not null
    and ($due is null or compliance.due_on = cast($due as date))
group by all
order by lead_days desc, compliance.status
