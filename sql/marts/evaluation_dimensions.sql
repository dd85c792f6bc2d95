-- One row per evaluation that holds on the day and question asked: how its ballots fell, and the share of the two best answers.
-- 每行：“截至”日有效的一次民主评议的一项评议内容：各档票数、比例及“好”“较好”合计比例。
-- Shares are of the ballots that answered the question. What the store withholds has no shares, and says why.
select
    ballot_dimensions.as_of,
    ballot_dimensions.evidence_id,
    ballot_dimensions.unit_id,
    day_units.unit_name,
    day_units.unit_class,
    day_units.guidance_group,
    ballot_dimensions.evaluation_form,
    ballot_dimensions.evaluated_on,
    ballot_dimensions.dimension,
    ballot_dimensions.dimension_order,
    ballot_dimensions.answered_count,
    ballot_dimensions.good_count,
    ballot_dimensions.fair_count,
    ballot_dimensions.average_count,
    ballot_dimensions.poor_count,
    ballot_dimensions.good_count * 1.0
        / nullif(ballot_dimensions.answered_count, 0) as good_answer_ratio,
    ballot_dimensions.fair_count * 1.0
        / nullif(ballot_dimensions.answered_count, 0) as fair_answer_ratio,
    ballot_dimensions.average_count * 1.0
        / nullif(ballot_dimensions.answered_count, 0) as average_answer_ratio,
    ballot_dimensions.poor_count * 1.0
        / nullif(ballot_dimensions.answered_count, 0) as poor_answer_ratio,
    -- An option left blank where others are filled in was chosen by nobody: the sum counts it so too.
    case
        when ballot_dimensions.breakdown_state = 'shown'
            then coalesce(ballot_dimensions.good_count, 0)
                + coalesce(ballot_dimensions.fair_count, 0)
        else cast(null as integer)
    end as top_two_count,
    case
        when ballot_dimensions.breakdown_state = 'shown'
            then (
                coalesce(ballot_dimensions.good_count, 0)
                + coalesce(ballot_dimensions.fair_count, 0)
            ) * 1.0 / nullif(ballot_dimensions.answered_count, 0)
        else cast(null as double)
    end as top_two_ratio,
    case
        when ballot_dimensions.breakdown_state in ('few', 'unknown', 'told_again')
            then 1
        else 0
    end as is_withheld,
    case ballot_dimensions.breakdown_state
        when 'few' then '不足五票，不予显示'
        when 'unknown' then '有效票数未填，不予显示'
        when 'told_again' then '后来更正或重报过，只显示最近一次'
        else cast(null as varchar)
    end as withheld_zh,
    case ballot_dimensions.breakdown_state
        when 'few' then 'fewer than five ballots, not shown'
        when 'unknown' then 'valid ballots not filled in, not shown'
        when 'told_again' then 'corrected or told again later, only the last is shown'
        else cast(null as varchar)
    end as withheld_en
from intermediate.ballot_dimensions
left join intermediate.day_units
    on day_units.unit_id = ballot_dimensions.unit_id
