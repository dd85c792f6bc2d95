-- One row per item on a line, with the day it counts from where it came later than its row's event.
-- 每行：一组佐证中的一项；如晚于该行事项补来，则附其计入之日。
select
    obligation_rows.obligation_id,
    obligation_rows.unit_id,
    obligation_rows.moment_on,
    obligation_rows.line_number,
    obligation_rows.row_rank,
    obligation_rows.evidence_id,
    obligation_rows.happened_on,
    evidence_items.field,
    evidence_items.item_text,
    evidence_items.item_number,
    -- A part absent when the event was first on record counts from the day it was supplied, or first reported.
    case
        when evidence_items.said_supplied_on is not null
            then evidence_items.said_supplied_on
        when evidence_items.first_seen_on > obligation_rows.first_recorded_on
            then coalesce(
                evidence_items.first_supplied_on,
                evidence_items.first_seen_on
            )
        else cast(null as date)
    end as supplied_on
from intermediate.obligation_rows
inner join intermediate.evidence_items
    on evidence_items.evidence_id = obligation_rows.evidence_id
    and evidence_items.unit_id = obligation_rows.unit_id
