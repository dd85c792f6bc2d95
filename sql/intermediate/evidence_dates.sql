-- One row per date that a version of an evidence row holds, with the day on which that date was first on record.
-- 每行：佐证记录某一版本中的一个日期，及该日期最早上报之日。
select
    evidence_items.evidence_id,
    evidence_items.field as date_field,
    evidence_items.item_on as happened_on,
    min(evidence_items.recorded_on) over (
        partition by
            evidence_items.sheet,
            evidence_items.row_key,
            evidence_items.field
    ) as first_recorded_on
from intermediate.evidence_items
where evidence_items.item_on is not null
