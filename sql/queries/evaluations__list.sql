-- One row per evaluation of the units chosen: its ballots, who took part, and the share of the two best answers.
select
    evaluations.unit_id,
    evaluations.unit_name,
    evaluations.evaluation_form,
    evaluations.evaluated_on,
    evaluations.issued_count,
    evaluations.returned_count,
    evaluations.valid_count,
    evaluations.returned_ratio,
    evaluations.category_count,
    evaluations.understanding_top_two_ratio,
    evaluations.problems_top_two_ratio,
    evaluations.causes_top_two_ratio,
    evaluations.thinking_top_two_ratio,
    evaluations.measures_top_two_ratio,
    evaluations.withheld_zh,
    evaluations.withheld_en,
    evaluations.unit_class,
    evaluations.guidance_group
from marts.evaluations as evaluations
where
    ($unit_class is null or evaluations.unit_class = $unit_class)
    and ($guidance_group is null or evaluations.guidance_group = $guidance_group)
order by evaluations.evaluated_on desc, evaluations.unit_id, evaluations.evaluation_form
