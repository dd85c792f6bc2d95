-- One row per filled cell of an accepted row, or per item where the cell holds a list.
-- 每行：已采纳记录中的一个已填单元格；清单类单元格每项一行。
select
    evidence_cells.evidence_id,
    evidence_cells.sheet,
    evidence_cells.row_key,
    evidence_cells.unit_id,
    evidence_cells.field,
    evidence_cells.item_text,
    evidence_cells.item_number,
    evidence_cells.item_on,
    evidence_cells.cell
from raw.evidence_cells
