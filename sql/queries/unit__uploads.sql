-- One row per upload whose rows speak of the unit, newest first.
select
    uploads.upload_number,
    uploads.file_name,
    uploads.report_on,
    uploads.loaded_at,
    uploads.loaded_by,
    uploads.is_active,
    count(*) as row_count
from marts.evidence as evidence
inner join marts.uploads as uploads on uploads.upload_id = evidence.upload_id
where evidence.unit_id = $unit_id
group by
    uploads.upload_number,
    uploads.file_name,
    uploads.report_on,
    uploads.loaded_at,
    uploads.loaded_by,
    uploads.is_active
order by uploads.upload_number desc
