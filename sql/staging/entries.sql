-- One row per numbered entry of the ledger: an upload, a withdrawal or its return, something learnt or decided.
-- 每行：台账中一条有编号的记录：上报、撤回或恢复、学到的说法、所定的口径。
select
    entries.entry_number,
    entries.entry_kind,
    entries.entered_at,
    entries.entered_on,
    entries.entered_by,
    entries.decided_by,
    entries.entry_reason,
    entries.upload_id,
    entries.entry_subject,
    entries.entry_value
from raw.entries
