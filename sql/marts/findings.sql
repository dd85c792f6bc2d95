-- One row per finding kept with an upload that counts: where it stands, how old it is, and whether it is still open.
-- 每行：随有效上报保留的一条问题：所在单元格、已有几天、是否仍未解决。
-- A finding is settled once the same unit's rows of that sheet were accepted again from a report of that day or later.
-- What speaks of no unit is settled by a later file of the same name, or by the copy handed back, corrected; a warning
-- also by one whose name differs only in its digits, as last week's file from this week's.
with told as (
    select
        clock.as_of,
        uploads.upload_number,
        uploads.upload_id,
        uploads.file_name,
        uploads.report_on,
        findings.severity,
        findings.code,
        findings.sheet,
        findings.sheet_name,
        findings.cell,
        findings.field,
        findings.found,
        findings.message,
        findings.suggestion,
        case when findings.unit_id <> '' then findings.unit_id end as unit_id
    from intermediate.clock
    inner join staging.uploads
        on uploads.is_active = 1
        and uploads.report_on <= clock.as_of
    inner join staging.findings
        on findings.upload_id = uploads.upload_id
),

unit_sheets as (
    select
        evidence_rows.unit_id,
        evidence_rows.sheet,
        evidence_rows.upload_number,
        evidence_rows.report_on
    from staging.evidence_rows
    group by
        evidence_rows.unit_id,
        evidence_rows.sheet,
        evidence_rows.upload_number,
        evidence_rows.report_on
)

select
    told.as_of,
    told.upload_number,
    told.upload_id,
    told.file_name,
    told.report_on,
    told.severity,
    told.code,
    told.sheet,
    told.sheet_name,
    told.cell,
    told.field,
    told.found,
    told.message,
    told.suggestion,
    told.unit_id,
    day_units.unit_name,
    day_units.guidance_group,
    date_diff('day', told.report_on, told.as_of) as age_days,
    case
        when date_diff('day', told.report_on, told.as_of) <= 7 then 'week'
        when date_diff('day', told.report_on, told.as_of) <= 14 then 'fortnight'
        else 'older'
    end as age_group,
    case
        when told.code in ('unit.no_roster', 'unit.unknown', 'unit.ambiguous', 'branch.unknown') then 'name'
        when told.code like 'unit.%' or told.code like 'branch.%' then 'roster'
        when told.code like 'date.%' or told.code like 'report_date.%' then 'date'
        when told.code like 'count.%' or told.code like 'number.%' or told.code like 'ratio.%' then 'number'
        when told.code like 'flag.%' or told.code like 'choice.%' then 'choice'
        when told.code in ('value.missing', 'value.called_for') then 'missing'
        when told.code like 'key.%' or told.code like 'row.%' then 'row'
        when told.code like 'cell.%' then 'cell'
        when told.code like 'heading.%' or told.code like 'sheet.%' or told.code like 'file.%' then 'sheet'
        else 'other'
    end as finding_kind,
    case
        when told.unit_id is not null and exists (
            select unit_sheets.unit_id
            from unit_sheets
            where unit_sheets.unit_id = told.unit_id
                and unit_sheets.sheet = told.sheet
                and unit_sheets.upload_number > told.upload_number
                and unit_sheets.report_on >= told.report_on
                and unit_sheets.report_on <= told.as_of
        ) then 0
        when told.unit_id is null and exists (
            select uploads.upload_id
            from staging.uploads
            where uploads.is_active = 1
                and uploads.upload_number > told.upload_number
                and uploads.report_on >= told.report_on
                and uploads.report_on <= told.as_of
                and (
                    replace(uploads.file_name, '-已核对', '') = replace(told.file_name, '-已核对', '')
                    or (
                        told.severity = 'warning'
                        and translate(replace(uploads.file_name, '-已核对', ''), '0123456789', '')
                            = translate(replace(told.file_name, '-已核对', ''), '0123456789', '')
                    )
                )
        ) then 0
        else 1
    end as is_open
from told
left join intermediate.day_units
    on day_units.unit_id = told.unit_id
