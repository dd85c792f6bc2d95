-- One row per evaluation that holds on the day and question asked: how its ballots fell, where that may be shown.
-- 每行：“截至”日有效的一次民主评议的一项评议内容，及可公布的各档票数。
with questions as (
    select
        dimensions.dimension,
        dimensions.dimension_order
    from (
        values
            ('understanding', 1),
            ('problems', 2),
            ('causes', 3),
            ('thinking', 4),
            ('measures', 5)
    ) as dimensions(dimension, dimension_order)
),

answered as (
    select
        ballots.as_of,
        ballots.evidence_id,
        ballots.unit_id,
        ballots.evaluation_form,
        ballots.evaluated_on,
        ballots.valid_count,
        questions.dimension,
        questions.dimension_order,
        case questions.dimension
            when 'understanding' then ballots.understanding_count
            when 'problems' then ballots.problems_count
            when 'causes' then ballots.causes_count
            when 'thinking' then ballots.thinking_count
            else ballots.measures_count
        end as answered_count,
        case questions.dimension
            when 'understanding' then ballots.understanding_good_count
            when 'problems' then ballots.problems_good_count
            when 'causes' then ballots.causes_good_count
            when 'thinking' then ballots.thinking_good_count
            else ballots.measures_good_count
        end as good_count,
        case questions.dimension
            when 'understanding' then ballots.understanding_fair_count
            when 'problems' then ballots.problems_fair_count
            when 'causes' then ballots.causes_fair_count
            when 'thinking' then ballots.thinking_fair_count
            else ballots.measures_fair_count
        end as fair_count,
        case questions.dimension
            when 'understanding' then ballots.understanding_average_count
            when 'problems' then ballots.problems_average_count
            when 'causes' then ballots.causes_average_count
            when 'thinking' then ballots.thinking_average_count
            else ballots.measures_average_count
        end as average_count,
        case questions.dimension
            when 'understanding' then ballots.understanding_poor_count
            when 'problems' then ballots.problems_poor_count
            when 'causes' then ballots.causes_poor_count
            when 'thinking' then ballots.thinking_poor_count
            else ballots.measures_poor_count
        end as poor_count
    from intermediate.ballots
    cross join questions
)

select
    answered.*,
    case
        when coalesce(
            answered.good_count,
            answered.fair_count,
            answered.average_count,
            answered.poor_count
        ) is not null then 'shown'
        when answered.answered_count is null then 'not_answered'
        when answered.valid_count is null then 'unknown'
        when answered.valid_count < 5 or answered.answered_count < 5 then 'few'
        else 'told_again'
    end as breakdown_state
from answered
