-- One row per version of a reviewer's mark: on what material, which check, by whom, with what conclusion.
-- 每行：审阅意见的一个版本：何种材料、哪一核查项、审阅方及结论。
-- Table, sorted by unit_id, evidence_id.
select
    evidence_versions.evidence_id,
    evidence_versions.unit_id,
    evidence_versions.branch_id,
    evidence_versions.evidence_type as material_type,
    evidence_versions.recorded_on,
    evidence_versions.superseded_on,
    max(evidence_items.item_text) filter (
        where evidence_items.field = 'check_id'
    ) as check_id,
    max(evidence_items.item_text) filter (
        where evidence_items.field = 'reviewer'
    ) as reviewer,
    max(evidence_items.item_text) filter (
        where evidence_items.field = 'conclusion'
    ) as conclusion,
    max(evidence_items.item_on) filter (
        where evidence_items.field = 'sent_on'
    ) as sent_on,
    max(evidence_items.item_on) filter (
        where evidence_items.field = 'reviewed_on'
    ) as reviewed_on
from intermediate.evidence_versions
inner join intermediate.evidence_items
    on evidence_items.evidence_id = evidence_versions.evidence_id
    and evidence_items.unit_id = evidence_versions.unit_id
where evidence_versions.sheet = 'reviews'
    and evidence_versions.is_withdrawn = 0
group by
    evidence_versions.evidence_id,
    evidence_versions.unit_id,
    evidence_versions.branch_id,
    evidence_versions.evidence_type,
    evidence_versions.recorded_on,
    evidence_versions.superseded_on
