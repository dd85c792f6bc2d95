-- One row per obligation and moment at which a waiver is on record: how far it is extended, and whether it is exempt.
-- 每行：一项应办事项在某一时点已记录的延期或豁免。
select
    obligation_moments.obligation_id,
    obligation_moments.unit_id,
    obligation_moments.moment_on,
    max(waivers.new_due_on) filter (
        where waivers.waiver_type = '延期'
    ) as extended_to_on,
    max(case when waivers.waiver_type = '豁免' then 1 else 0 end) as is_exempt
from intermediate.obligation_moments
inner join intermediate.evidence_versions
    on evidence_versions.unit_id = obligation_moments.unit_id
    and evidence_versions.sheet = 'waivers'
    and evidence_versions.evidence_type = obligation_moments.requirement_id
    and evidence_versions.recorded_on <= obligation_moments.moment_on
    and evidence_versions.superseded_on > obligation_moments.moment_on
    and evidence_versions.is_withdrawn = 0
inner join staging.waivers
    on waivers.evidence_id = evidence_versions.evidence_id
group by
    obligation_moments.obligation_id,
    obligation_moments.unit_id,
    obligation_moments.moment_on
