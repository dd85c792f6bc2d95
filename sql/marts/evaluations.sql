-- One row per evaluation that holds on the day: its ballots, who took part, and the share of the two best answers to each question.
-- 每行：“截至”日有效的一次民主评议：票数、参评人员类别及各项“好”“较好”合计比例。
with shares as (
    select
        evaluation_dimensions.unit_id,
        evaluation_dimensions.evidence_id,
        max(evaluation_dimensions.top_two_ratio) filter (
            where evaluation_dimensions.dimension = 'understanding'
        ) as understanding_top_two_ratio,
        max(evaluation_dimensions.top_two_ratio) filter (
            where evaluation_dimensions.dimension = 'problems'
        ) as problems_top_two_ratio,
        max(evaluation_dimensions.top_two_ratio) filter (
            where evaluation_dimensions.dimension = 'causes'
        ) as causes_top_two_ratio,
        max(evaluation_dimensions.top_two_ratio) filter (
            where evaluation_dimensions.dimension = 'thinking'
        ) as thinking_top_two_ratio,
        max(evaluation_dimensions.top_two_ratio) filter (
            where evaluation_dimensions.dimension = 'measures'
        ) as measures_top_two_ratio,
        max(evaluation_dimensions.is_withheld) as is_withheld,
        max(evaluation_dimensions.withheld_zh) as withheld_zh,
        max(evaluation_dimensions.withheld_en) as withheld_en
    from marts.evaluation_dimensions
    group by
        evaluation_dimensions.unit_id,
        evaluation_dimensions.evidence_id
)

select
    ballots.as_of,
    ballots.evidence_id,
    ballots.unit_id,
    day_units.unit_name,
    day_units.unit_class,
    day_units.guidance_group,
    ballots.evaluation_form,
    ballots.evaluated_on,
    ballots.issued_count,
    ballots.returned_count,
    ballots.valid_count,
    ballots.returned_count * 1.0
        / nullif(ballots.issued_count, 0) as returned_ratio,
    ballots.valid_count * 1.0
        / nullif(ballots.returned_count, 0) as valid_ratio,
    ballots.category_count,
    shares.understanding_top_two_ratio,
    shares.problems_top_two_ratio,
    shares.causes_top_two_ratio,
    shares.thinking_top_two_ratio,
    shares.measures_top_two_ratio,
    shares.is_withheld,
    shares.withheld_zh,
    shares.withheld_en,
    ballots.report_on as recorded_on,
    ballots.upload_id,
    ballots.file_name,
    ballots.sheet_name,
    ballots.row_number
from intermediate.ballots
inner join shares
    on shares.unit_id = ballots.unit_id
    and shares.evidence_id = ballots.evidence_id
left join intermediate.day_units
    on day_units.unit_id = ballots.unit_id
