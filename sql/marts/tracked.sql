-- One row per tracked requirement and bearer: shown, never counted in a rate.
-- 每行：一项只跟踪、不计入比率的要求与责任主体。
select
    clock.as_of,
    obligation_states.obligation_id,
    obligation_states.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    requirements.clause_id,
    obligation_states.bearer,
    obligation_states.unit_id,
    day_units.unit_name,
    obligation_states.bearer_id,
    obligation_states.bearer_name,
    obligation_states.has_evidence,
    obligation_states.happened_on,
    obligation_states.recorded_on
from intermediate.clock
inner join intermediate.obligation_states
    on obligation_states.moment_on <= clock.as_of
    and obligation_states.until_on > clock.as_of
    and obligation_states.duty = 'tracked'
inner join plan.requirements
    on requirements.requirement_id = obligation_states.requirement_id
left join intermediate.day_units
    on day_units.unit_id = obligation_states.unit_id
