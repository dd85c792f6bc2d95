-- One row per owed obligation, reviewer's check that is not passed and stretch of days: whose mark on what is awaited, returned or stale.
-- 每行：一段日子里一项应办事项的一条尚未了结的审阅核查：待审、退回或已过时。
-- Table, sorted by unit_id, obligation_id, from_on.
select
    obligation_statuses.obligation_id,
    obligation_statuses.unit_id,
    obligation_statuses.requirement_id,
    obligation_statuses.from_on,
    obligation_statuses.until_on,
    case
        when obligation_states.bearer = 'branch' then obligation_states.bearer_id
        else ''
    end as branch_id,
    case
        when obligation_states.bearer = 'branch' then obligation_states.bearer_name
        else cast(null as varchar)
    end as branch_name,
    obligation_checks.check_id,
    obligation_checks.result
from intermediate.obligation_statuses
inner join intermediate.obligation_states
    on obligation_states.obligation_id = obligation_statuses.obligation_id
    and obligation_states.unit_id = obligation_statuses.unit_id
    and obligation_states.moment_on = obligation_statuses.moment_on
inner join intermediate.obligation_checks
    on obligation_checks.obligation_id = obligation_statuses.obligation_id
    and obligation_checks.unit_id = obligation_statuses.unit_id
    and obligation_checks.moment_on = obligation_statuses.moment_on
    and obligation_checks.family = 'mark'
    and obligation_checks.judged_by = 'reviewer'
    and obligation_checks.result in ('awaiting_review', 'fail', 'stale')
where obligation_statuses.duty = 'owed'
    and obligation_statuses.status in ('incomplete', 'needs_review', 'done', 'done_late')
