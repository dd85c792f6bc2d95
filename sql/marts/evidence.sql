-- One row per row of evidence that holds on the day.
-- 每行：“截至”日有效的一条佐证。
-- The happening is the latest of the dates that say so; a planned day is none.
with dates as (
    select
        evidence_items.unit_id,
        evidence_items.evidence_id,
        max(evidence_items.item_on) as happened_on
    from intermediate.evidence_items
    where evidence_items.field in (
            'held_on',
            'completed_on',
            'submitted_on',
            'sent_on',
            'evaluated_on',
            'published_on'
        )
    group by
        evidence_items.unit_id,
        evidence_items.evidence_id
)

select
    evidence_versions.evidence_id,
    evidence_versions.unit_id,
    evidence_versions.branch_id,
    evidence_versions.sheet,
    evidence_versions.evidence_type,
    evidence_versions.sequence_number,
    dates.happened_on,
    evidence_versions.recorded_on,
    evidence_versions.upload_id,
    evidence_versions.file_name,
    evidence_versions.sheet_name,
    evidence_versions.row_number
from intermediate.clock
inner join intermediate.evidence_versions
    on evidence_versions.recorded_on <= clock.as_of
    and evidence_versions.superseded_on > clock.as_of
    and evidence_versions.is_withdrawn = 0
left join dates
    on dates.unit_id = evidence_versions.unit_id
    and dates.evidence_id = evidence_versions.evidence_id
where evidence_versions.sheet not in ('units', 'branches')
