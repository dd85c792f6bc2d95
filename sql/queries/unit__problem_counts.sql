-- One row: how many problems the unit found, how many of them are solved, and how many are past their date.
select
    count(*) as problem_count,
    count(*) filter (where problems.is_solved = 1) as solved_count,
    count(*) filter (where problems.days_late > 0) as late_count
from marts.problems as problems
where problems.unit_id = $unit_id
