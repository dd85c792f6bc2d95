-- One row per owed obligation, check and cell that the check was judged by on the day.
-- 每行：一项应办事项的一条核查在“截至”日所依据的一个单元格。
with judged as (
    select
        day_statuses.as_of,
        day_statuses.obligation_id,
        day_statuses.unit_id,
        day_statuses.requirement_id,
        day_statuses.bearer_id,
        obligation_states.bearer,
        day_statuses.moment_on,
        obligation_states.line_number,
        check_fields.check_id,
        check_fields.cell_source,
        check_fields.source_id,
        check_fields.field
    from intermediate.day_statuses
    inner join intermediate.obligation_states
        on obligation_states.obligation_id = day_statuses.obligation_id
        and obligation_states.unit_id = day_statuses.unit_id
        and obligation_states.moment_on = day_statuses.moment_on
    inner join plan.checks
        on checks.requirement_id = day_statuses.requirement_id
    inner join intermediate.check_fields
        on check_fields.check_id = checks.check_id
),

proving_rows as (
    select
        judged.obligation_id,
        judged.unit_id,
        judged.check_id,
        judged.field,
        obligation_rows.evidence_id
    from judged
    inner join intermediate.obligation_rows
        on obligation_rows.obligation_id = judged.obligation_id
        and obligation_rows.unit_id = judged.unit_id
        and obligation_rows.moment_on = judged.moment_on
        and obligation_rows.line_number = judged.line_number
    where judged.cell_source = 'own'

    union

    select
        judged.obligation_id,
        judged.unit_id,
        judged.check_id,
        judged.field,
        obligation_rows.evidence_id
    from judged
    inner join intermediate.obligation_dates
        on obligation_dates.requirement_id = judged.source_id
        and obligation_dates.unit_id = judged.unit_id
        and obligation_dates.moment_on <= judged.as_of
        and obligation_dates.until_on > judged.as_of
    inner join intermediate.obligation_rows
        on obligation_rows.obligation_id = obligation_dates.obligation_id
        and obligation_rows.unit_id = obligation_dates.unit_id
        and obligation_rows.moment_on = obligation_dates.moment_on
    where judged.cell_source = 'other'

    union

    select
        judged.obligation_id,
        judged.unit_id,
        judged.check_id,
        judged.field,
        evidence_versions.evidence_id
    from judged
    inner join intermediate.evidence_versions
        on evidence_versions.unit_id = judged.unit_id
        and evidence_versions.sheet = judged.cell_source
        and evidence_versions.recorded_on <= judged.as_of
        and evidence_versions.superseded_on > judged.as_of
        and (
            judged.cell_source = 'units'
            or evidence_versions.branch_id = judged.bearer_id
        )
    where judged.cell_source in ('units', 'branches')

    union

    select
        judged.obligation_id,
        judged.unit_id,
        judged.check_id,
        judged.field,
        evidence_versions.evidence_id
    from judged
    inner join plan.checks
        on checks.check_id = judged.check_id
    left join plan.evidence_types
        on evidence_types.requirement_id = judged.requirement_id
        and checks.check_kind = 'covers'
    inner join intermediate.evidence_versions
        on evidence_versions.unit_id = judged.unit_id
        and evidence_versions.sheet = 'reviews'
        and evidence_versions.evidence_type
        = coalesce(checks.material_type, evidence_types.evidence_type)
        and evidence_versions.recorded_on <= judged.as_of
        and evidence_versions.superseded_on > judged.as_of
    where judged.cell_source = 'mark'
),

counted_cells as (
    select
        judged.obligation_id,
        judged.unit_id,
        judged.check_id,
        evidence_versions.evidence_id,
        evidence_versions.upload_id,
        evidence_versions.file_name,
        evidence_versions.sheet_name,
        evidence_versions.row_number,
        evidence_cells.cell,
        evidence_cells.field,
        evidence_cells.item_text
    from judged
    inner join intermediate.evidence_versions
        on evidence_versions.unit_id = judged.unit_id
        and evidence_versions.sheet = judged.source_id
        and evidence_versions.recorded_on <= judged.as_of
        and evidence_versions.superseded_on > judged.as_of
        and evidence_versions.is_withdrawn = 0
    inner join staging.evidence_cells
        on evidence_cells.unit_id = evidence_versions.unit_id
        and evidence_cells.evidence_id = evidence_versions.evidence_id
        and evidence_cells.field = judged.field
    where judged.cell_source = 'rows'
        and (
            not exists (
                select 1
                from plan.operands
                where operands.check_id = judged.check_id
                    and operands.filter_field = judged.field
            )
            or exists (
                select 1
                from plan.operands
                where operands.check_id = judged.check_id
                    and operands.filter_field = judged.field
                    and operands.filter_value = evidence_cells.item_text
            )
        )
),

-- What a list says in a cell is one text again.
told_cells as (
    select
        evidence_items.evidence_id,
        evidence_items.unit_id,
        evidence_items.upload_id,
        evidence_items.file_name,
        evidence_items.sheet_name,
        evidence_items.row_number,
        evidence_items.cell,
        evidence_items.field,
        array_to_string(list_sort(list(evidence_items.item_text)), '、') as value_text
    from intermediate.evidence_items
    group by
        evidence_items.evidence_id,
        evidence_items.unit_id,
        evidence_items.upload_id,
        evidence_items.file_name,
        evidence_items.sheet_name,
        evidence_items.row_number,
        evidence_items.cell,
        evidence_items.field
)

select
    proving_rows.obligation_id,
    proving_rows.unit_id,
    proving_rows.check_id,
    told_cells.upload_id,
    told_cells.file_name,
    told_cells.sheet_name,
    told_cells.row_number,
    told_cells.cell,
    told_cells.field,
    told_cells.value_text
from proving_rows
inner join told_cells
    on told_cells.evidence_id = proving_rows.evidence_id
    and told_cells.unit_id = proving_rows.unit_id
    and told_cells.field = proving_rows.field

union all

select
    counted_cells.obligation_id,
    counted_cells.unit_id,
    counted_cells.check_id,
    counted_cells.upload_id,
    counted_cells.file_name,
    counted_cells.sheet_name,
    counted_cells.row_number,
    counted_cells.cell,
    counted_cells.field,
    array_to_string(list_sort(list(counted_cells.item_text)), '、') as value_text
from counted_cells
group by
    counted_cells.obligation_id,
    counted_cells.unit_id,
    counted_cells.check_id,
    counted_cells.upload_id,
    counted_cells.file_name,
    counted_cells.sheet_name,
    counted_cells.row_number,
    counted_cells.cell,
    counted_cells.field
