-- One row per check of the plan, taken apart, with the reading that it rests on.
-- 每行：计划中的一条核查项，拆开列出，并附所依口径。
with allowed as (
    select
        check_values.check_id,
        string_agg(
            check_values.value_text, '、' order by check_values.value_text
        ) as allowed_values
    from plan.check_values
    group by check_values.check_id
)

select
    checks.check_id,
    checks.check_order,
    checks.requirement_id,
    checks.clause_id,
    checks.check_kind,
    checks.family,
    checks.item,
    checks.threshold,
    checks.severity,
    checks.judged_by,
    checks.field,
    checks.item_literal,
    checks.item_attribute,
    checks.comparison,
    checks.percent,
    checks.flag_operator,
    allowed.allowed_values,
    checks.anchor_id,
    checks.material_type,
    checks.reviewer_literal,
    checks.reviewer_attribute,
    checks.range_from_on,
    checks.range_to_on,
    checks.reading_key,
    readings.date_on,
    readings.direction,
    readings.target_days,
    readings.pass_from,
    readings.pass_to,
    readings.warn_from,
    readings.warn_to
from plan.checks
left join allowed
    on allowed.check_id = checks.check_id
left join plan.readings
    on readings.reading_key = checks.reading_key
