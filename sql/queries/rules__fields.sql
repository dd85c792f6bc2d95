-- One row per field of a sheet.
select fields.*
from reference.fields as fields
order by fields.sheet, fields.field
