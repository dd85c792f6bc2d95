-- One row per evaluation that holds on the day and question asked: how its ballots fell, and the share of the two best answers.
-- 每行：“截至”日有效的一次民主评议的一项评议内容：各档票数、比例及“好”“较好”合计比例。
-- Shares are of the ballots that answered the question. What the store withholds has no shares, and says why.
select
    clock.as_of,
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
    ballot_dimensions.top_two_count,
    ballot_dimensions.top_two_count * 1.0
        / nullif(ballot_dimensions.answered_count, 0) as top_two_ratio,
    ballot_dimensions.is_withheld,
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
from intermediate.clock
inner join intermediate.ballot_dimensions
    on ballot_dimensions.recorded_on <= clock.as_of
    and ballot_dimensions.superseded_on > clock.as_of
left join intermediate.day_units
    on day_units.unit_id = ballot_dimensions.unit_id
