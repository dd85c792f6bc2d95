-- One row per owed obligation and row of a sheet that its status rests on, on the day, with what that row says to it.
-- 每行：一项应办事项在“截至”日的状态所依据的一条记录，及其有关内容。
with telling as (
    select
        day_statuses.obligation_id,
        day_statuses.unit_id,
        obligation_rows.evidence_id,
        cast(obligation_rows.happened_on as varchar) as told,
        1 as is_own
    from intermediate.day_statuses
    inner join intermediate.obligation_rows
        on obligation_rows.obligation_id = day_statuses.obligation_id
        and obligation_rows.unit_id = day_statuses.unit_id
        and obligation_rows.moment_on = day_statuses.moment_on

    union

    select
        check_evidence.obligation_id,
        check_evidence.unit_id,
        evidence_versions.evidence_id,
        check_evidence.field || '=' || check_evidence.value_text as told,
        case
            when evidence_versions.sheet in ('reviews', 'units', 'branches') then 1
            else 0
        end as is_own
    from marts.check_evidence
    inner join intermediate.evidence_versions
        on evidence_versions.unit_id = check_evidence.unit_id
        and evidence_versions.upload_id = check_evidence.upload_id
        and evidence_versions.sheet_name = check_evidence.sheet_name
        and evidence_versions.row_number = check_evidence.row_number
)

select
    telling.obligation_id,
    telling.unit_id,
    evidence_versions.sheet,
    evidence_versions.row_key,
    evidence_versions.upload_id,
    evidence_versions.file_name,
    evidence_versions.recorded_on,
    -- What another event says is no evidence of this one.
    max(telling.is_own) as is_own_row,
    array_to_string(list_sort(list(telling.told)), ' ') as row_told
from telling
inner join intermediate.evidence_versions
    on evidence_versions.unit_id = telling.unit_id
    and evidence_versions.evidence_id = telling.evidence_id
group by
    telling.obligation_id,
    telling.unit_id,
    evidence_versions.sheet,
    evidence_versions.row_key,
    evidence_versions.upload_id,
    evidence_versions.file_name,
    evidence_versions.recorded_on
