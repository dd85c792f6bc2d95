-- One row per owed obligation: how it stands on the day, in what two moments are compared by.
select
    compliance.obligation_id,
    compliance.unit_id,
    coalesce(compliance.unit_name, compliance.unit_id) as unit_name,
    compliance.requirement_id,
    compliance.requirement_order,
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.bearer,
    compliance.bearer_id,
    compliance.bearer_name,
    cast(compliance.status as varchar) as status,
    compliance.status_order,
    standings.standing,
    compliance.is_past_due,
    compliance.due_on,
    compliance.done_on,
    coalesce(compliance.missing_zh, compliance.late_zh) as reason_zh,
    coalesce(compliance.missing_en, compliance.late_en) as reason_en
from marts.compliance
inner join reference.standings
    on standings.status = compliance.status
