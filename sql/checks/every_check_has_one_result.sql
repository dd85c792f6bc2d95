-- Each line of evidence has exactly one known result for each check of its requirement.
with asked as (
    select
        obligation_lines.obligation_id,
        obligation_lines.unit_id,
        obligation_lines.moment_on,
        obligation_lines.line_number,
        checks.check_id
    from intermediate.obligation_lines
    inner join plan.checks
        on checks.requirement_id = obligation_lines.requirement_id
),

answered as (
    select
        check_verdicts.obligation_id,
        check_verdicts.unit_id,
        check_verdicts.moment_on,
        check_verdicts.line_number,
        check_verdicts.check_id,
        count(*) filter (
            where check_verdicts.result in (
                'pass',
                'warn',
                'late',
                'wait',
                'fail',
                'missing',
                'awaiting_review',
                'stale',
                'not_applicable'
            )
        ) as result_count,
        count(*) as row_count
    from intermediate.check_verdicts
    group by
        check_verdicts.obligation_id,
        check_verdicts.unit_id,
        check_verdicts.moment_on,
        check_verdicts.line_number,
        check_verdicts.check_id
)

select
    asked.obligation_id,
    asked.moment_on,
    asked.line_number,
    asked.check_id,
    answered.row_count
from asked
left join answered
    on answered.obligation_id = asked.obligation_id
    and answered.unit_id = asked.unit_id
    and answered.moment_on = asked.moment_on
    and answered.line_number = asked.line_number
    and answered.check_id = asked.check_id
where answered.row_count is null
    or answered.row_count <> 1
    or answered.result_count <> 1
