-- One row per chain of the plan: its first and last step, and how many there are.
select
    firsts.chain_id,
    firsts.requirement_title as first_title,
    firsts.requirement_title_en as first_title_en,
    lasts.requirement_title as last_title,
    lasts.requirement_title_en as last_title_en,
    firsts.step_count
from reference.steps as firsts
inner join reference.steps as lasts
    on lasts.chain_id = firsts.chain_id
    and lasts.step_number = lasts.step_count
where firsts.step_number = 1
order by firsts.chain_order
