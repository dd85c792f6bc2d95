-- One row per requirement and requirement that its deadline hangs on, directly or through others.
-- 每行：一项要求及其时限直接或间接所依的另一项要求。
with recursive chain as (
    select
        requirements.requirement_id,
        requirements.due_anchor_id
    from plan.requirements
    where requirements.due_anchor_id is not null

    union all

    select
        chain.requirement_id,
        requirements.due_anchor_id
    from chain
    inner join plan.requirements
        on requirements.requirement_id = chain.due_anchor_id
    where requirements.due_anchor_id is not null
)

select
    chain.requirement_id,
    chain.due_anchor_id
from chain
