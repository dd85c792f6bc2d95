-- One row per group of units (all of the campaign, a class, a guidance group), question asked and stretch of days on which its ballots stay the same.
-- 每行：一组单位（全局、一个单位类别或一个指导检查组）的一项评议内容各档票数均不变的一段日子的合计。
-- Only ballots broken down in the store are added up, so that none that is withheld can be found by subtraction.
-- Table, sorted by group_kind, group_name, dimension, from_on.
with told as (
    select
        ballot_dimensions.unit_id,
        ballot_dimensions.dimension,
        ballot_dimensions.dimension_order,
        ballot_dimensions.recorded_on,
        ballot_dimensions.superseded_on,
        ballot_dimensions.is_withheld,
        ballot_dimensions.good_count,
        ballot_dimensions.fair_count,
        ballot_dimensions.average_count,
        ballot_dimensions.poor_count,
        ballot_dimensions.top_two_count,
        case
            when ballot_dimensions.breakdown_state = 'shown'
                then ballot_dimensions.answered_count
            else cast(null as integer)
        end as answered_count
    from intermediate.ballot_dimensions
),

members as (
    select
        'campaign' as group_kind,
        '' as group_name,
        told.recorded_on as from_on,
        told.superseded_on as until_on,
        told.*
    from told

    union all

    select
        'unit_class' as group_kind,
        unit_versions.unit_class as group_name,
        greatest(told.recorded_on, unit_versions.recorded_on) as from_on,
        least(told.superseded_on, unit_versions.superseded_on) as until_on,
        told.*
    from told
    inner join intermediate.unit_versions
        on unit_versions.unit_id = told.unit_id
        and unit_versions.recorded_on < told.superseded_on
        and unit_versions.superseded_on > told.recorded_on
    where unit_versions.unit_class is not null

    union all

    select
        'guidance_group' as group_kind,
        unit_versions.guidance_group as group_name,
        greatest(told.recorded_on, unit_versions.recorded_on) as from_on,
        least(told.superseded_on, unit_versions.superseded_on) as until_on,
        told.*
    from told
    inner join intermediate.unit_versions
        on unit_versions.unit_id = told.unit_id
        and unit_versions.recorded_on < told.superseded_on
        and unit_versions.superseded_on > told.recorded_on
    where unit_versions.guidance_group is not null
),

turns as (
    select
        members.*,
        members.from_on as turned_on,
        1 as change
    from members

    union all

    select
        members.*,
        members.until_on as turned_on,
        -1 as change
    from members
),

changes as (
    select
        turns.group_kind,
        turns.group_name,
        turns.dimension,
        turns.dimension_order,
        turns.turned_on,
        sum(turns.change) as evaluation_change,
        coalesce(sum(turns.change) filter (
            where turns.top_two_count is not null
        ), 0) as shown_change,
        sum(turns.change * turns.is_withheld) as withheld_change,
        coalesce(sum(turns.change * turns.answered_count), 0) as answered_change,
        coalesce(sum(turns.change * turns.good_count), 0) as good_change,
        coalesce(sum(turns.change * turns.fair_count), 0) as fair_change,
        coalesce(sum(turns.change * turns.average_count), 0) as average_change,
        coalesce(sum(turns.change * turns.poor_count), 0) as poor_change,
        coalesce(sum(turns.change * turns.top_two_count), 0) as top_two_change
    from turns
    group by
        turns.group_kind,
        turns.group_name,
        turns.dimension,
        turns.dimension_order,
        turns.turned_on
),

running as (
    select
        changes.group_kind,
        changes.group_name,
        changes.dimension,
        changes.dimension_order,
        changes.turned_on as from_on,
        coalesce(
            lead(changes.turned_on) over (
                partition by
                    changes.group_kind,
                    changes.group_name,
                    changes.dimension
                order by changes.turned_on
            ),
            cast('9999-12-31' as date)
        ) as until_on,
        sum(changes.evaluation_change) over so_far as evaluation_count,
        sum(changes.shown_change) over so_far as shown_count,
        sum(changes.withheld_change) over so_far as withheld_count,
        sum(changes.answered_change) over so_far as answered_count,
        sum(changes.good_change) over so_far as good_count,
        sum(changes.fair_change) over so_far as fair_count,
        sum(changes.average_change) over so_far as average_count,
        sum(changes.poor_change) over so_far as poor_count,
        sum(changes.top_two_change) over so_far as top_two_count
    from changes
    window so_far as (
        partition by
            changes.group_kind,
            changes.group_name,
            changes.dimension
        order by changes.turned_on
        rows between unbounded preceding and current row
    )
)

select
    running.group_kind,
    running.group_name,
    running.dimension,
    running.dimension_order,
    running.from_on,
    running.until_on,
    cast(running.shown_count as integer) as shown_count,
    cast(running.withheld_count as integer) as withheld_count,
    case
        when running.shown_count > 0 then cast(running.answered_count as integer)
        else cast(null as integer)
    end as answered_count,
    case
        when running.shown_count > 0 then cast(running.good_count as integer)
        else cast(null as integer)
    end as good_count,
    case
        when running.shown_count > 0 then cast(running.fair_count as integer)
        else cast(null as integer)
    end as fair_count,
    case
        when running.shown_count > 0 then cast(running.average_count as integer)
        else cast(null as integer)
    end as average_count,
    case
        when running.shown_count > 0 then cast(running.poor_count as integer)
        else cast(null as integer)
    end as poor_count,
    case
        when running.shown_count > 0 then cast(running.top_two_count as integer)
        else cast(null as integer)
    end as top_two_count
from running
where running.evaluation_count > 0
