-- One row per person who entered uploads, with how many.
select
    uploads.loaded_by,
    count(*) as upload_count
from marts.uploads as uploads
group by uploads.loaded_by
order by uploads.loaded_by
