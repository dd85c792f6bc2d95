-- One row per class of units and share of what was due that is completed: how many of its units stand there on the day.
-- 每行：一个单位类别中“截至”日办结率相同的单位个数。
select
    clock.as_of,
    ratio_stretches.unit_class,
    ratio_stretches.completed_count,
    ratio_stretches.expected_count,
    ratio_stretches.completed_ratio,
    ratio_stretches.unit_count
from intermediate.clock
inner join intermediate.ratio_stretches
    on ratio_stretches.from_on <= clock.as_of
    and ratio_stretches.until_on > clock.as_of
