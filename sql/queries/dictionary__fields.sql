-- One row per field of a kind of sheet, with the heading that it stands under.
select
    fields.sheet,
    fields.field,
    fields.label,
    fields.label_en
from reference.fields as fields
order by fields.sheet, fields.field
