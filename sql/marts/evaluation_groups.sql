-- One row per group of units (all of the campaign, a class, a guidance group) and question asked: how its ballots fell.
-- 每行：一组单位（全局、一个单位类别或一个指导检查组）的一项评议内容：各档票数及比例。
-- Only ballots broken down in the store are added up, so that none that is withheld can be found by subtraction.
with grouped as (
    select
        evaluation_dimensions.*,
        kinds.group_kind,
        case kinds.group_kind
            when 'unit_class' then evaluation_dimensions.unit_class
            when 'guidance_group' then evaluation_dimensions.guidance_group
            else ''
        end as group_name
    from marts.evaluation_dimensions
    cross join (
        values
            ('campaign'),
            ('unit_class'),
            ('guidance_group')
    ) as kinds(group_kind)
),

added as (
    select
        grouped.as_of,
        grouped.group_kind,
        grouped.group_name,
        grouped.dimension,
        grouped.dimension_order,
        cast(count(grouped.top_two_count) as integer) as shown_count,
        cast(sum(grouped.is_withheld) as integer) as withheld_count,
        cast(sum(grouped.answered_count) filter (
            where grouped.top_two_count is not null
        ) as integer) as answered_count,
        cast(sum(grouped.good_count) as integer) as good_count,
        cast(sum(grouped.fair_count) as integer) as fair_count,
        cast(sum(grouped.average_count) as integer) as average_count,
        cast(sum(grouped.poor_count) as integer) as poor_count,
        cast(sum(grouped.top_two_count) as integer) as top_two_count
    from grouped
    where grouped.group_name is not null
    group by
        grouped.as_of,
        grouped.group_kind,
        grouped.group_name,
        grouped.dimension,
        grouped.dimension_order
)

select
    added.*,
    added.good_count * 1.0 / nullif(added.answered_count, 0) as good_answer_ratio,
    added.fair_count * 1.0 / nullif(added.answered_count, 0) as fair_answer_ratio,
    added.average_count * 1.0 / nullif(added.answered_count, 0) as average_answer_ratio,
    added.poor_count * 1.0 / nullif(added.answered_count, 0) as poor_answer_ratio,
    added.top_two_count * 1.0 / nullif(added.answered_count, 0) as top_two_ratio
from added
