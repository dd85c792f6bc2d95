-- One row per group of units (all of the campaign, a class, a guidance group) and question asked: how its ballots fell.
-- 每行：一组单位（全局、一个单位类别或一个指导检查组）的一项评议内容：各档票数及比例。
-- Only ballots broken down in the store are added up, so that none that is withheld can be found by subtraction.
select
    clock.as_of,
    ballot_stretches.group_kind,
    ballot_stretches.group_name,
    ballot_stretches.dimension,
    ballot_stretches.dimension_order,
    ballot_stretches.shown_count,
    ballot_stretches.withheld_count,
    ballot_stretches.answered_count,
    ballot_stretches.good_count,
    ballot_stretches.fair_count,
    ballot_stretches.average_count,
    ballot_stretches.poor_count,
    ballot_stretches.top_two_count,
    ballot_stretches.good_count * 1.0
        / nullif(ballot_stretches.answered_count, 0) as good_answer_ratio,
    ballot_stretches.fair_count * 1.0
        / nullif(ballot_stretches.answered_count, 0) as fair_answer_ratio,
    ballot_stretches.average_count * 1.0
        / nullif(ballot_stretches.answered_count, 0) as average_answer_ratio,
    ballot_stretches.poor_count * 1.0
        / nullif(ballot_stretches.answered_count, 0) as poor_answer_ratio,
    ballot_stretches.top_two_count * 1.0
        / nullif(ballot_stretches.answered_count, 0) as top_two_ratio
from intermediate.clock
inner join intermediate.ballot_stretches
    on ballot_stretches.from_on <= clock.as_of
    and ballot_stretches.until_on > clock.as_of
