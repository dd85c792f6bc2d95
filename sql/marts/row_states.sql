-- One row per accepted row: whether it counts on the day, and if not, which row stands in its place.
-- 每行：一条已采纳的记录在“截至”日是否有效；无效的，由哪一条取代。
with placed as (
    select
        clock.as_of,
        evidence_rows.*,
        case when evidence_rows.report_on <= clock.as_of then 1 else 0 end as is_known,
        lag(evidence_rows.row_content) over (
            partition by
                evidence_rows.unit_id,
                evidence_rows.sheet,
                evidence_rows.row_key
            order by
                evidence_rows.report_on,
                evidence_rows.upload_number,
                evidence_rows.evidence_id
        ) as content_before
    from staging.evidence_rows
    cross join intermediate.clock
),

-- Rows sent again unchanged are one version, proved by the first of them.
numbered as (
    select
        placed.*,
        sum(
            case
                when placed.content_before = placed.row_content then 0
                else 1
            end
        ) over (
            partition by placed.unit_id, placed.sheet, placed.row_key
            order by
                placed.report_on,
                placed.upload_number,
                placed.evidence_id
            rows between unbounded preceding and current row
        ) as version_number
    from placed
),

versions as (
    select
        numbered.*,
        max(numbered.version_number) filter (where numbered.is_known = 1) over (
            partition by numbered.unit_id, numbered.sheet, numbered.row_key
        ) as last_version_number,
        row_number() over (
            partition by
                numbered.unit_id,
                numbered.sheet,
                numbered.row_key,
                numbered.version_number
            order by
                numbered.report_on,
                numbered.upload_number,
                numbered.evidence_id
        ) as place
    from numbered
)

select
    versions.as_of,
    versions.evidence_id,
    versions.unit_id,
    versions.report_on,
    case
        when versions.is_known = 0 then 'not_yet'
        when versions.version_number < versions.last_version_number then 'replaced'
        when versions.is_withdrawn = 1 then 'withdraws'
        when versions.place > 1 then 'repeats'
        else 'counts'
    end as row_state,
    others.upload_id as other_upload_id,
    others.file_name as other_file_name,
    others.sheet_name as other_sheet_name,
    others.row_number as other_row_number,
    others.report_on as other_report_on,
    others.is_withdrawn as other_is_withdrawn
from versions
-- What replaced it is the first row of the next version; what it repeats, the first of its own.
left join versions as others
    on others.unit_id = versions.unit_id
    and others.sheet = versions.sheet
    and others.row_key = versions.row_key
    and others.place = 1
    and versions.is_known = 1
    and (
        (
            others.version_number = versions.version_number + 1
            and versions.version_number < versions.last_version_number
        )
        or (
            others.version_number = versions.version_number
            and versions.version_number = versions.last_version_number
            and versions.place > 1
        )
    )
