-- One row per version of an evidence row, with the days between which it held.
-- 每行：一条佐证记录的一个版本，及其有效的起止日。
-- Table, sorted by unit_id, sheet, row_key, recorded_on.
with placed as (
    select
        evidence_rows.*,
        lag(evidence_rows.row_content) over (
            partition by evidence_rows.sheet, evidence_rows.row_key
            order by
                evidence_rows.report_on,
                evidence_rows.upload_number,
                evidence_rows.evidence_id
        ) as content_before
    from staging.evidence_rows
),

-- A row sent again unchanged is no new version: the first upload that said it stays its proof.
changed as (
    select *
    from placed
    where placed.content_before is null
        or placed.content_before <> placed.row_content
),

bounded as (
    select
        changed.*,
        coalesce(
            lead(changed.report_on) over (
                partition by changed.sheet, changed.row_key
                order by
                    changed.report_on,
                    changed.upload_number,
                    changed.evidence_id
            ),
            cast('9999-12-31' as date)
        ) as superseded_on
    from changed
)

select
    bounded.evidence_id,
    bounded.sheet,
    bounded.row_key,
    bounded.unit_id,
    bounded.branch_id,
    bounded.evidence_type,
    bounded.sequence_number,
    bounded.is_withdrawn,
    bounded.report_on as recorded_on,
    bounded.superseded_on,
    bounded.upload_id,
    bounded.file_name,
    bounded.sheet_name,
    bounded.row_number
from bounded
where bounded.report_on < bounded.superseded_on
