-- One row per check of obligation $obligation_id of unit $unit_id, or waiver of it, and cell that it was judged by.
with cells as (
    select
        check_evidence.check_id,
        check_evidence.upload_id,
        check_evidence.file_name,
        check_evidence.sheet_name,
        check_evidence.row_number,
        check_evidence.cell,
        check_evidence.value_text,
        0 as is_waiver
    from marts.check_evidence
    where check_evidence.obligation_id = $obligation_id and check_evidence.unit_id = $unit_id

    union all

    select
        waivers.requirement_id || '.waiver' as check_id,
        waivers.upload_id,
        waivers.file_name,
        waivers.sheet_name,
        waivers.row_number,
        waivers.cell,
        waivers.value_text,
        1 as is_waiver
    from marts.waivers
    where waivers.obligation_id = $obligation_id and waivers.unit_id = $unit_id
)

select cells.*
from cells
order by cells.is_waiver desc, cells.upload_id, cells.sheet_name, cells.row_number, cells.check_id, cells.cell
