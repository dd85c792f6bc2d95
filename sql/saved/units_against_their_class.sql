-- One row per unit with something due: its rate beside that of its class, the furthest behind first.
-- Name: 单位与同类比较 | Units against their class
-- Note: 办结率减去本类办结率，单位为百分点。 | The rate of the unit less that of its class, in percentage points.
-- $unit_class: | 单位类别，空为全部 | Class of units; blank = all
select
    units.unit_id,
    units.unit_name,
    units.unit_class,
    units.completed_count,
    units.expected_count,
    units.completed_ratio,
    unit_classes.completed_ratio as class_completed_ratio,
    round(100 * (units.completed_ratio - unit_classes.completed_ratio), 1) as ahead_points
from marts.units as units
inner join marts.unit_classes as unit_classes on unit_classes.unit_class = units.unit_class
where
    units.expected_count > 0
    and ($unit_class is null or units.unit_class = $unit_class)
order by ahead_points, units.unit_id
