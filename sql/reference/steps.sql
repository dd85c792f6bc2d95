-- One row per step of a chain: an owed requirement that the plan puts before or after another, in the order of the chain.
-- 每行：工作链条上的一步：计划写明先后的一项应办要求，按先后排列。
-- Table, sorted by chain_order, step_number.
-- What is joined by orders, directly or through others, is one chain; a step stands after everything that comes before it.
with recursive joined as (
    select
        orders.earlier_id as requirement_id,
        orders.later_id as other_id
    from intermediate.orders

    union

    select
        orders.later_id as requirement_id,
        orders.earlier_id as other_id
    from intermediate.orders
),

linked as (
    select
        joined.requirement_id,
        joined.other_id
    from joined

    union

    select
        linked.requirement_id,
        joined.other_id
    from linked
    inner join joined
        on joined.requirement_id = linked.other_id
),

-- Two things that may fall on one day can be asked to wait for each other; the count of orders ends the walk.
depths as (
    select
        orders.earlier_id as requirement_id,
        0 as depth
    from intermediate.orders
    where not exists (
        select 1
        from intermediate.orders as before_it
        where before_it.later_id = orders.earlier_id
    )

    union

    select
        orders.later_id as requirement_id,
        depths.depth + 1 as depth
    from depths
    inner join intermediate.orders
        on orders.earlier_id = depths.requirement_id
    where depths.depth < (select count(*) from intermediate.orders)
),

deepest as (
    select
        linked.requirement_id,
        coalesce(max(depths.depth), 0) as depth
    from linked
    left join depths
        on depths.requirement_id = linked.requirement_id
    group by linked.requirement_id
),

-- What waits for nothing stands right before the first thing that waits for it, not at the head of the chain.
placed as (
    select
        deepest.requirement_id,
        case
            when deepest.depth > 0 then deepest.depth
            else coalesce(min(followers.depth) - 1, 0)
        end as depth
    from deepest
    left join intermediate.orders
        on orders.earlier_id = deepest.requirement_id
    left join deepest as followers
        on followers.requirement_id = orders.later_id
    group by
        deepest.requirement_id,
        deepest.depth
),

chained as (
    select
        linked.requirement_id,
        min(requirements.requirement_order) as chain_order,
        count(distinct linked.other_id) as step_count
    from linked
    inner join plan.requirements
        on requirements.requirement_id = linked.other_id
        and requirements.duty = 'owed'
    group by linked.requirement_id
),

numbered as (
    select
        chained.chain_order,
        chained.step_count,
        requirements.*,
        row_number() over (
            partition by chained.chain_order
            order by
                placed.depth,
                requirements.requirement_order
        ) as step_number
    from chained
    inner join plan.requirements
        on requirements.requirement_id = chained.requirement_id
        and requirements.duty = 'owed'
    inner join placed
        on placed.requirement_id = chained.requirement_id
    where chained.step_count > 1
)

select
    firsts.requirement_id as chain_id,
    numbered.chain_order,
    cast(numbered.step_count as integer) as step_count,
    cast(numbered.step_number as integer) as step_number,
    numbered.requirement_id,
    numbered.requirement_title,
    numbered.requirement_title_en,
    numbered.clause_id
from numbered
inner join plan.requirements as firsts
    on firsts.requirement_order = numbered.chain_order
