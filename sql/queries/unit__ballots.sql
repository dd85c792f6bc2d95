-- One row per evaluation of the unit: when, how, its ballots and who took part.
select
    evaluations.evaluated_on,
    evaluations.evaluation_form,
    evaluations.issued_count,
    evaluations.returned_count,
    evaluations.valid_count,
    evaluations.returned_ratio,
    evaluations.category_count,
    evaluations.withheld_zh,
    evaluations.withheld_en
from marts.evaluations as evaluations
where evaluations.unit_id = $unit_id
order by evaluations.evaluated_on, evaluations.evaluation_form
