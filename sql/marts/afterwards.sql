-- One row: the last ledger entry that the office knew when the as-of day ended, and what it entered later that speaks of that day.
-- 仅一行：“截至”日终了时已登记的最后一条台账记录，及其后登记而涉及该日的事项数。
-- Where the store was not kept yet on that day, it ended when the first file came that told of a later one.
with kept as (
    select min(entries.entered_on) as kept_since_on
    from staging.entries
),

known as (
    select
        clock.as_of,
        coalesce(
            min(entries.entry_number) filter (
                where uploads.report_on > clock.as_of
                    and entries.entry_kind = 'upload'
                    or entries.entered_on > clock.as_of
                    and kept.kept_since_on <= clock.as_of
            ) - 1,
            max(entries.entry_number)
        ) as known_then
    from intermediate.clock
    cross join kept
    cross join staging.entries
    left join staging.uploads
        on uploads.upload_id = entries.upload_id
    group by clock.as_of
)

select
    known.as_of,
    known.known_then,
    count(*) filter (
        where entries.entry_kind = 'upload' and uploads.report_on <= known.as_of
    ) as late_upload_count,
    count(*) filter (
        where entries.entry_kind = 'withdrawal' and uploads.report_on <= known.as_of
    ) as withdrawal_count,
    count(*) filter (
        where entries.entry_kind = 'restoration' and uploads.report_on <= known.as_of
    ) as restoration_count,
    count(*) filter (where entries.entry_kind = 'reading') as decision_count
from known
left join staging.entries
    on entries.entry_number > known.known_then
left join staging.uploads
    on uploads.upload_id = entries.upload_id
group by
    known.as_of,
    known.known_then
