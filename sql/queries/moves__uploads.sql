-- One row per upload, withdrawn ones included.
select
    uploads.upload_id,
    uploads.is_active
from marts.uploads
