-- One row: after how many days without a report a unit is silent; a week, unless the plan's readings say otherwise.
-- 仅一行：多少天没有上报算久未上报；计划的口径没有另定的，按一周。
select
    cast(coalesce(max(readings.number_value) filter (
        where readings.reading_key = 'silent_days'
    ), 7) as integer) as silent_days
from plan.readings
