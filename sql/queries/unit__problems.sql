-- One row per problem of the unit, the open and most overdue first.
select
    problems.problem_number,
    problems.problem,
    problems.problem_class,
    case problems.problem_class
        when '立即解决' then 'at once'
        when '限期解决' then 'by a date'
        else problems.problem_class
    end as problem_class_en,
    problems.measure,
    problems.problem_due_on,
    problems.solved_on,
    coalesce(problems.problem_state, if(problems.is_solved = 1, '已解决', null)) as problem_state,
    case coalesce(problems.problem_state, if(problems.is_solved = 1, '已解决', null))
        when '未解决' then 'not solved'
        when '整改中' then 'being solved'
        when '已解决' then 'solved'
        else problems.problem_state
    end as problem_state_en,
    if(problems.is_concentrated = 'yes', '反映集中', null) as raised,
    if(problems.is_concentrated = 'yes', 'often raised', null) as raised_en,
    problems.is_solved,
    problems.days_late,
    if(problems.days_late > 0, '已过时限 ' || problems.days_late || ' 天', null) as reason_zh,
    if(
        problems.days_late > 0,
        problems.days_late || if(problems.days_late = 1, ' day past its date', ' days past its date'),
        null
    ) as reason_en
from marts.problems as problems
where problems.unit_id = $unit_id
order by
    problems.is_solved,
    problems.days_late desc,
    problems.problem_due_on nulls last,
    try_cast(problems.problem_number as integer) nulls last,
    problems.problem_number
