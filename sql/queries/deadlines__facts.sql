-- One row: who has met the deadline chosen, who was late and by how much at most, and who has not.
select
    count(*) as obligation_count,
    count(*) filter (where compliance.status = 'done') as done_count,
    count(*) filter (where compliance.status = 'done_late') as late_count,
    count(*) filter (where compliance.status = 'exempt') as exempt_count,
    count(*) filter (where compliance.status not in ('done', 'done_late', 'exempt')) as open_count,
    count(*) filter (
        where compliance.status not in ('done', 'done_late', 'exempt')
            and compliance.due_on < compliance.as_of
    ) as open_late_count,
    coalesce(max(compliance.days_late) filter (where compliance.status = 'done_late'), 0) as most_days_late,
    coalesce(
        max(date_diff('day', compliance.due_on, compliance.as_of)) filter (
            where compliance.status not in ('done', 'done_late', 'exempt')
                and compliance.due_on < compliance.as_of
        ),
        0
    ) as most_days_open,
    cast(
        quantile_disc(date_diff('day', compliance.done_on, compliance.due_on), 0.5) filter (
            where compliance.status in ('done', 'done_late')
        ) as integer
    ) as middle_lead_days,
    count(*) filter (where compliance.anchor_on is not null) as hung_count
from marts.compliance as compliance
where
    compliance.requirement_id = $requirement_id
    and compliance.status <> 'not_applicable'
    and ($due is null or compliance.due_on = cast($due as date))
