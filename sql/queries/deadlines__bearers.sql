-- One row per obligation of a requirement: who has done it, who has not and who was late, worst first.
select
    compliance.unit_id,
    compliance.unit_name,
    compliance.requirement_id,
    compliance.bearer_id,
    compliance.guidance_group,
    case when compliance.bearer = 'branch' then compliance.bearer_name else '' end as bearer_name,
    compliance.status,
    compliance.due_on,
    compliance.done_on,
    nullif(compliance.days_late, 0) as late_days,
    -- Days in hand when it was done; of what hangs on another event, also the days between the two.
    case when compliance.done_on <= compliance.due_on then date_diff('day', compliance.done_on, compliance.due_on) end as lead_days,
    compliance.anchor_on,
    abs(date_diff('day', compliance.done_on, compliance.anchor_on)) as apart_days,
    compliance.reason_zh,
    compliance.reason_en,
    case
        when compliance.status = 'done' then 'has'
        when compliance.status = 'done_late' then 'late'
        else 'has_not'
    end as answer
from marts.compliance as compliance
where
    compliance.requirement_id = $requirement_id
    and compliance.status <> 'not_applicable'
    and ($due is null or compliance.due_on = cast($due as date))
order by compliance.status_order, compliance.unit_id, bearer_name
