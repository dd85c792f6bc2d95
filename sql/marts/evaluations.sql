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
    clock.as_of,
    ballot_versions.evidence_id,
    ballot_versions.unit_id,
    day_units.unit_name,
    day_units.unit_class,
    day_units.guidance_group,
    ballot_versions.evaluation_form,
    ballot_versions.evaluated_on,
    ballot_versions.issued_count,
    ballot_versions.returned_count,
    ballot_versions.valid_count,
    ballot_versions.returned_count * 1.0
        / nullif(ballot_versions.issued_count, 0) as returned_ratio,
    ballot_versions.valid_count * 1.0
        / nullif(ballot_versions.returned_count, 0) as valid_ratio,
    ballot_versions.category_count,
    shares.understanding_top_two_ratio,
    shares.problems_top_two_ratio,
    shares.causes_top_two_ratio,
    shares.thinking_top_two_ratio,
    shares.measures_top_two_ratio,
    shares.is_withheld,
    shares.withheld_zh,
    shares.withheld_en,
    ballot_versions.report_on as recorded_on,
    ballot_versions.upload_id,
    ballot_versions.file_name,
    ballot_versions.sheet_name,
    ballot_versions.row_number
from intermediate.clock
inner join intermediate.ballot_versions
    on ballot_versions.recorded_on <= clock.as_of
    and ballot_versions.superseded_on > clock.as_of
inner join shares
    on shares.unit_id = ballot_versions.unit_id
    and shares.evidence_id = ballot_versions.evidence_id
left join intermediate.day_units
    on day_units.unit_id = ballot_versions.unit_id
