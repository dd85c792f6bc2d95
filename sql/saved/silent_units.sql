-- One row per open unit from which nothing came for so many days, the most silent first.
-- Name: 久未上报的单位 | Units that have gone silent
-- Note: 从未上报的排在最前。 | Who has never reported comes first.
-- $days: 14 | 多少天没有上报 | How many days without a report
select
    units.unit_id,
    units.unit_name,
    units.unit_class,
    units.guidance_group,
    units.last_report_on,
    date_diff('day', units.last_report_on, units.as_of) as silent_days,
    units.overdue_count
from marts.units as units
where
    (units.active_until_on is null or units.active_until_on > units.as_of)
    and (
        units.last_report_on is null
        or date_diff('day', units.last_report_on, units.as_of) >= cast($days as integer)
    )
order by units.last_report_on nulls first, units.unit_id
