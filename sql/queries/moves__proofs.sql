-- One row per row of a sheet that one of $obligation_ids rests on, on the day.
select
    proofs.obligation_id,
    proofs.sheet,
    proofs.row_key,
    proofs.upload_id,
    proofs.file_name,
    proofs.is_own_row,
    proofs.row_told
from marts.proofs
where proofs.obligation_id in (select unnest($obligation_ids))
