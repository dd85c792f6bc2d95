-- One row per field of a sheet: what people call it, and what it may hold.
-- 每行：表格的一个字段：怎么叫、可填什么。
select
    field_labels.sheet,
    field_labels.field,
    field_labels.label,
    field_labels.label_en,
    field_labels.field_type,
    field_labels.choices,
    field_labels.summed_fields
from plan.field_labels
