-- One row per item that a version of an evidence row holds: who, what type, which number, which item, when known, in which cell.
-- 每行：佐证记录某一版本所含的一项：谁、何种类型、第几份、哪一项、何时得知、在哪个单元格。
-- Table, sorted by unit_id, evidence_id, field.
with supplies as (
    select
        evidence_cells.evidence_id,
        max(evidence_cells.item_on) as supplied_on
    from staging.evidence_cells
    where evidence_cells.field = 'supplied_on'
    group by evidence_cells.evidence_id
),

named_supplies as (
    select
        evidence_cells.evidence_id,
        evidence_cells.item_text as supplied_item
    from staging.evidence_cells
    inner join supplies
        on supplies.evidence_id = evidence_cells.evidence_id
    where evidence_cells.field = 'supplied_items'
),

supplying_rows as (
    select
        supplies.evidence_id,
        supplies.supplied_on,
        count(named_supplies.supplied_item) as named_count
    from supplies
    left join named_supplies
        on named_supplies.evidence_id = supplies.evidence_id
    group by
        supplies.evidence_id,
        supplies.supplied_on
),

items as (
    select
        evidence_versions.*,
        evidence_cells.field,
        evidence_cells.item_text,
        evidence_cells.item_number,
        evidence_cells.item_on,
        evidence_cells.cell,
        supplying_rows.supplied_on,
        supplying_rows.named_count
    from intermediate.evidence_versions
    inner join staging.evidence_cells
        on evidence_cells.evidence_id = evidence_versions.evidence_id
        and evidence_cells.sheet = evidence_versions.sheet
    left join supplying_rows
        on supplying_rows.evidence_id = evidence_versions.evidence_id
    where evidence_versions.is_withdrawn = 0
        and (
            evidence_versions.sheet in ('units', 'branches')
            or exists (
                select 1
                from intermediate.judged_fields
                where judged_fields.field = evidence_cells.field
            )
        )
),

-- A part is named as supplied later by itself, or by the heading of its number.
named_items as (
    select distinct
        items.evidence_id,
        items.field,
        items.item_text
    from items
    inner join named_supplies
        on named_supplies.evidence_id = items.evidence_id
    left join plan.field_labels
        on field_labels.sheet = items.sheet
        and field_labels.field = items.field
    where items.item_text = named_supplies.supplied_item
        or contains(field_labels.label, named_supplies.supplied_item)
),

-- Where the sheet says that something came later but not what, all of the row did.
supplied as (
    select
        items.*,
        case
            when named_items.evidence_id is not null or items.named_count = 0
                then items.supplied_on
            else cast(null as date)
        end as said_supplied_on
    from items
    left join named_items
        on named_items.evidence_id = items.evidence_id
        and named_items.field = items.field
        and named_items.item_text = items.item_text
),

first_seen as (
    select
        supplied.*,
        min(supplied.recorded_on) over (
            partition by
                supplied.sheet,
                supplied.row_key,
                supplied.field,
                supplied.item_text
        ) as first_seen_on,
        first_value(supplied.said_supplied_on) over (
            partition by
                supplied.sheet,
                supplied.row_key,
                supplied.field,
                supplied.item_text
            order by supplied.recorded_on
            rows between unbounded preceding and unbounded following
        ) as first_supplied_on
    from supplied
)

select
    first_seen.evidence_id,
    first_seen.sheet,
    first_seen.row_key,
    first_seen.unit_id,
    first_seen.branch_id,
    first_seen.evidence_type,
    first_seen.sequence_number,
    first_seen.field,
    first_seen.item_text,
    first_seen.item_number,
    first_seen.item_on,
    first_seen.recorded_on,
    first_seen.superseded_on,
    first_seen.first_seen_on,
    first_seen.first_supplied_on,
    first_seen.said_supplied_on,
    first_seen.upload_id,
    first_seen.file_name,
    first_seen.sheet_name,
    first_seen.row_number,
    first_seen.cell
from first_seen
