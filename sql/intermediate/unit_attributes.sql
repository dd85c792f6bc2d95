-- One row per attribute of a unit and version of its roster row.
-- 每行：名册某一版本中单位的一项属性。
-- Table, sorted by unit_id, attribute, recorded_on.
select
    evidence_items.unit_id,
    evidence_items.field as attribute,
    evidence_items.item_text as attribute_text,
    evidence_items.item_number as attribute_number,
    evidence_items.item_on as attribute_on,
    evidence_items.recorded_on,
    evidence_items.superseded_on
from intermediate.evidence_items
where evidence_items.sheet = 'units'
