-- One row per class of units with something due, best completed first.
select unit_classes.*
from marts.unit_classes as unit_classes
where unit_classes.expected_count > 0
order by
    unit_classes.completed_ratio desc,
    unit_classes.on_time_ratio desc,
    unit_classes.unit_class
