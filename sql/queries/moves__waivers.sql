-- One row per extension or exemption on record for one of $obligation_ids on the day.
select distinct
    waivers.obligation_id,
    waivers.waiver_type,
    waivers.approver,
    waivers.approved_on,
    waivers.new_due_on
from marts.waivers
where waivers.obligation_id in (select unnest($obligation_ids))
