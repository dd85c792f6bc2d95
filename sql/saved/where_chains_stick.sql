-- One row per step at which units stand still: how many, and for how long.
-- Name: 流程卡在哪一步 | Where the chain sticks
-- Note: 会议、报告链条上停在某一步的单位数与天数。 | How many units stand at a step of their chain, and for how many days.
-- $unit_class: | 单位类别，空为全部 | Class of units; blank = all
select
    unit_chains.chain_id,
    unit_chains.stuck_number as step_number,
    unit_chains.stuck_requirement_id as requirement_id,
    count(*) as unit_count,
    count(*) filter (where unit_chains.stuck_status = 'overdue') as overdue_unit_count,
    median(unit_chains.stuck_days) as middle_stuck_days,
    max(unit_chains.stuck_days) as longest_stuck_days
from marts.unit_chains as unit_chains
where
    unit_chains.stuck_number is not null
    and ($unit_class is null or unit_chains.unit_class = $unit_class)
group by unit_chains.chain_id, unit_chains.stuck_number, unit_chains.stuck_requirement_id
order by unit_chains.chain_id, unit_chains.stuck_number
