-- One row per obligation that moved between two moments, with why: the first reason that holds, top down, and the others.
-- `moved` is what moved; the other tables say, before and after, which rows, waivers, readings, uploads and units there were.
with changed_rows as (
    select
        coalesce(later.obligation_id, earlier.obligation_id) as obligation_id,
        coalesce(later.file_name, earlier.file_name) as file_name,
        coalesce(later.is_own_row, earlier.is_own_row) as is_own_row,
        case
            -- The same upload may have been withdrawn, or counted again, in between.
            when uploads_after.is_active = 0 or uploads_before.is_active = 0 then 'withdrawal'
            when later.row_key is null then 'gone'
            when earlier.row_key is null then 'new_evidence'
            else 'correction'
        end as change
    from proofs_before as earlier
    full join proofs_after as later
        on later.obligation_id = earlier.obligation_id
        and later.sheet = earlier.sheet
        and later.row_key = earlier.row_key
    left join uploads_after
        on uploads_after.upload_id = earlier.upload_id
    left join uploads_before
        on uploads_before.upload_id = later.upload_id
    where later.row_told is distinct from earlier.row_told
),

rows_by_obligation as (
    select
        changed_rows.obligation_id,
        -- A row that is no longer there without another in its place was withdrawn line by line.
        bool_or(changed_rows.change = 'withdrawal') filter (where changed_rows.is_own_row = 1)
            or bool_and(changed_rows.change = 'gone') filter (where changed_rows.is_own_row = 1) as is_withdrawn,
        bool_or(changed_rows.change = 'correction') filter (where changed_rows.is_own_row = 1) as is_corrected,
        bool_or(changed_rows.change = 'new_evidence') filter (where changed_rows.is_own_row = 1) as is_new,
        bool_or(changed_rows.is_own_row = 0) as is_elsewhere,
        string_agg(distinct changed_rows.file_name, '、' order by changed_rows.file_name) as files
    from changed_rows
    group by changed_rows.obligation_id
),

waiver_words as (
    select 'before' as moment, *, concat_ws(' ', waiver_type, approver, approved_on, new_due_on) as words
    from waivers_before
    union all
    select 'after' as moment, *, concat_ws(' ', waiver_type, approver, approved_on, new_due_on) as words
    from waivers_after
),

changed_waivers as (
    select waiver_words.obligation_id, waiver_words.words
    from waiver_words
    group by waiver_words.obligation_id, waiver_words.words
    having count(distinct waiver_words.moment) = 1
),

waivers_by_obligation as (
    select
        changed_waivers.obligation_id,
        string_agg(changed_waivers.words, '；' order by changed_waivers.words) as waivers
    from changed_waivers
    group by changed_waivers.obligation_id
),

changed_readings as (
    select
        later.requirement_id,
        later.is_own,
        later.reading_key || ': ' || earlier.reading_value || ' → ' || later.reading_value as words
    from readings_after as later
    inner join readings_before as earlier
        on earlier.requirement_id = later.requirement_id
        and earlier.reading_key = later.reading_key
        and earlier.reading_value <> later.reading_value
),

readings_by_requirement as (
    select
        changed_readings.requirement_id,
        string_agg(changed_readings.words, '；' order by changed_readings.words) as readings,
        string_agg(changed_readings.words, '；' order by changed_readings.words) filter (
            where changed_readings.is_own = 1
        ) as own_readings
    from changed_readings
    group by changed_readings.requirement_id
),

held as (
    select
        moved.*,
        moved.status_before is null or moved.status_before = 'not_applicable' as was_not_owed,
        moved.status is null or moved.status = 'not_applicable' as is_not_owed,
        units_before.unit_id is not null
            and coalesce(units_before.active_from_on <= $day_before, true)
            and coalesce(units_before.active_until_on > $day_before, true) as was_there,
        units_after.unit_id is not null
            and coalesce(units_after.active_from_on <= $day_after, true)
            and coalesce(units_after.active_until_on > $day_after, true) as is_there,
        waivers_by_obligation.waivers,
        coalesce(rows_by_obligation.is_withdrawn, false) as is_withdrawn,
        coalesce(rows_by_obligation.is_corrected, false) as is_corrected,
        coalesce(rows_by_obligation.is_new, false) as is_new,
        coalesce(rows_by_obligation.is_elsewhere, false) as is_elsewhere,
        moved.status_before in ('done', 'done_late', 'incomplete', 'needs_review')
            or moved.status in ('done', 'done_late', 'incomplete', 'needs_review') as is_on_record,
        rows_by_obligation.files,
        -- Where nothing is on record, a reading can only have moved the deadline; that of another event only this way.
        case
            when moved.due_on is distinct from moved.due_on_before then readings_by_requirement.readings
            when moved.status in ('done', 'done_late', 'incomplete', 'needs_review')
                then readings_by_requirement.own_readings
        end as readings
    from moved
    left join units_before
        on units_before.unit_id = moved.unit_id
    left join units_after
        on units_after.unit_id = moved.unit_id
    left join waivers_by_obligation
        on waivers_by_obligation.obligation_id = moved.obligation_id
    left join rows_by_obligation
        on rows_by_obligation.obligation_id = moved.obligation_id
    left join readings_by_requirement
        on readings_by_requirement.requirement_id = moved.requirement_id
),

reasoned as (
    select
        held.*,
        concat_ws(
            ' ',
            case
                when held.was_not_owed and not held.is_not_owed
                    and (not held.was_there or held.status_before is null) then 'joined'
            end,
            case
                when held.is_not_owed and not held.was_not_owed
                    and (not held.is_there or held.status is null) then 'left'
            end,
            case when held.waivers is not null then 'waiver' end,
            case when held.is_on_record and held.is_withdrawn then 'withdrawal' end,
            case when held.is_on_record and held.is_corrected then 'correction' end,
            case when held.is_on_record and held.is_new then 'new_evidence' end,
            case when held.readings is not null then 'reading' end,
            case
                when held.due_on is distinct from held.due_on_before
                    and not held.was_not_owed
                    and not held.is_not_owed then 'deadline_moved'
            end,
            case
                when held.is_past_due = 1
                    and held.due_on >= $day_before
                    and held.due_on < $day_after then 'deadline_passed'
            end,
            case
                when held.is_on_record
                    and held.is_elsewhere
                    and not held.is_withdrawn
                    and not held.is_corrected
                    and not held.is_new
                    and held.due_on is not distinct from held.due_on_before then 'other_event'
            end,
            case when held.was_not_owed <> held.is_not_owed then 'applies' end
        ) as reasons
    from held
),

first_named as (
    select
        reasoned.*,
        coalesce(nullif(split_part(reasoned.reasons, ' ', 1), ''), 'other') as move_reason
    from reasoned
)

select
    first_named.obligation_id,
    first_named.unit_id,
    first_named.unit_name,
    first_named.requirement_id,
    first_named.requirement_title,
    first_named.requirement_title_en,
    first_named.bearer,
    first_named.bearer_id,
    first_named.bearer_name,
    first_named.status_before,
    first_named.status,
    first_named.direction,
    first_named.due_on_before,
    first_named.due_on,
    first_named.done_on_before,
    first_named.done_on,
    first_named.words_before_zh,
    first_named.words_before_en,
    first_named.words_after_zh,
    first_named.words_after_en,
    first_named.move_reason,
    trim(substr(first_named.reasons, length(first_named.move_reason) + 1)) as other_reasons,
    case first_named.move_reason
        when 'waiver' then first_named.waivers
        when 'reading' then first_named.readings
        when 'deadline_passed' then cast(null as varchar)
        else first_named.files
    end as because
from first_named
order by
    first_named.status_order,
    first_named.unit_id,
    first_named.requirement_order,
    first_named.bearer_id
