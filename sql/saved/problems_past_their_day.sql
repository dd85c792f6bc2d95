-- One row per unit with problems that are not solved: how many, and how many past their day.
-- Name: 整改问题超期 | Problems past their day
-- Note: 未解决的整改问题与其中超过完成时限的。 | Problems not solved yet, and those of them past the day set.
select
    problems.unit_id,
    count(*) as problem_count,
    count(*) filter (where problems.is_solved = 0) as open_count,
    count(*) filter (where problems.is_solved = 0 and problems.problem_due_on < problems.as_of) as past_due_count,
    min(problems.problem_due_on) filter (where problems.is_solved = 0) as next_due_on
from marts.problems as problems
group by problems.unit_id
having open_count > 0
order by past_due_count desc, open_count desc, problems.unit_id
