-- One row per ledger entry, the newest first: the latest $row_limit of them and number $number.
select
    entries.entry_number,
    entries.entry_kind,
    entries.entered_at,
    entries.entered_on,
    entries.entered_by,
    entries.file_name,
    entries.report_on,
    entries.entry_subject,
    entries.entry_value
from marts.entries as entries
qualify row_number() over (order by entries.entry_number desc) <= $row_limit or entries.entry_number = $number
order by entries.entry_number desc
