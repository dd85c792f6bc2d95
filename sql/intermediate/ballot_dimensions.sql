-- One row per version of an evaluation and question asked, with the days between which it held: how its ballots fell.
-- 每行：一次民主评议的一个版本的一项评议内容，及其有效的起止日和可公布的各档票数。
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
        ballot_versions.recorded_on,
        ballot_versions.superseded_on,
        ballot_versions.evidence_id,
        ballot_versions.unit_id,
        ballot_versions.evaluation_form,
        ballot_versions.evaluated_on,
        ballot_versions.valid_count,
        questions.dimension,
        questions.dimension_order,
        case questions.dimension
            when 'understanding' then ballot_versions.understanding_count
            when 'problems' then ballot_versions.problems_count
            when 'causes' then ballot_versions.causes_count
            when 'thinking' then ballot_versions.thinking_count
            else ballot_versions.measures_count
        end as answered_count,
        case questions.dimension
            when 'understanding' then ballot_versions.understanding_good_count
            when 'problems' then ballot_versions.problems_good_count
            when 'causes' then ballot_versions.causes_good_count
            when 'thinking' then ballot_versions.thinking_good_count
            else ballot_versions.measures_good_count
        end as good_count,
        case questions.dimension
            when 'understanding' then ballot_versions.understanding_fair_count
            when 'problems' then ballot_versions.problems_fair_count
            when 'causes' then ballot_versions.causes_fair_count
            when 'thinking' then ballot_versions.thinking_fair_count
            else ballot_versions.measures_fair_count
        end as fair_count,
        case questions.dimension
            when 'understanding' then ballot_versions.understanding_average_count
            when 'problems' then ballot_versions.problems_average_count
            when 'causes' then ballot_versions.causes_average_count
            when 'thinking' then ballot_versions.thinking_average_count
            else ballot_versions.measures_average_count
        end as average_count,
        case questions.dimension
            when 'understanding' then ballot_versions.understanding_poor_count
            when 'problems' then ballot_versions.problems_poor_count
            when 'causes' then ballot_versions.causes_poor_count
            when 'thinking' then ballot_versions.thinking_poor_count
            else ballot_versions.measures_poor_count
        end as poor_count
    from intermediate.ballot_versions
    cross join questions
),

told as (
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
)

select
    told.*,
    -- An option left blank where others are filled in was chosen by nobody: the sum counts it so too.
    case
        when told.breakdown_state = 'shown'
            then coalesce(told.good_count, 0) + coalesce(told.fair_count, 0)
        else cast(null as integer)
    end as top_two_count,
    case
        when told.breakdown_state in ('few', 'unknown', 'told_again') then 1
        else 0
    end as is_withheld
from told
