-- One row per obligation that falls due within so many days and is not done, the nearest first.
-- Name: 近日到期未办 | Falling due, not done
-- Note: 含当日；默认七天。 | Today included; seven days unless another number is given.
-- $days: 7 | 多少天之内 | Within how many days
-- $unit_class: | 单位类别，空为全部 | Class of units; blank = all
select
    compliance.due_on,
    compliance.days_left,
    compliance.unit_id,
    compliance.unit_name,
    compliance.requirement_title,
    compliance.bearer_name,
    compliance.status,
    compliance.missing_zh
from marts.compliance as compliance
where
    compliance.status in ('due_soon', 'not_due', 'incomplete', 'needs_review')
    and compliance.days_left between 0 and cast($days as integer)
    and ($unit_class is null or compliance.unit_class = $unit_class)
order by compliance.due_on, compliance.unit_id, compliance.requirement_order, compliance.bearer_id
