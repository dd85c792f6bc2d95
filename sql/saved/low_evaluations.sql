-- One row per unit and question of the evaluation whose share of the two best answers is below the bound.
-- Name: 评议分数偏低 | Evaluations with low shares
-- Note: 好与较好合计占比低于界限；不足五票的不公布，也不在此列。 | Good and fair together below the bound; fewer than five ballots are not published and not here.
-- $bound: 0.9 | 界限，0–1 | The bound, 0–1
select
    evaluation_dimensions.unit_id,
    evaluation_dimensions.unit_name,
    evaluation_dimensions.unit_class,
    evaluation_dimensions.evaluation_form,
    evaluation_dimensions.evaluated_on,
    evaluation_dimensions.dimension,
    evaluation_dimensions.top_two_count,
    evaluation_dimensions.answered_count,
    evaluation_dimensions.top_two_ratio
from marts.evaluation_dimensions as evaluation_dimensions
where
    evaluation_dimensions.is_withheld = 0
    and evaluation_dimensions.top_two_ratio < cast($bound as double)
order by
    evaluation_dimensions.top_two_ratio,
    evaluation_dimensions.unit_id,
    evaluation_dimensions.evaluated_on,
    evaluation_dimensions.evaluation_form,
    evaluation_dimensions.dimension_order
