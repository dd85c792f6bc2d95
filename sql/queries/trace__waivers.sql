-- One row per extension or exemption on record for obligation $obligation_id of unit $unit_id.
select distinct
    waivers.waiver_type,
    waivers.reason,
    waivers.approver,
    waivers.approved_on,
    waivers.new_due_on
from marts.waivers
where waivers.obligation_id = $obligation_id and waivers.unit_id = $unit_id
order by waivers.approved_on, waivers.waiver_type
