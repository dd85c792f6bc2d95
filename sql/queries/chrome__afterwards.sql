-- One row: what was known when the day ended, and how much was entered later that speaks of it, by kind.
select
    afterwards.known_then,
    afterwards.late_upload_count,
    afterwards.withdrawal_count,
    afterwards.restoration_count,
    afterwards.decision_count
from marts.afterwards as afterwards
