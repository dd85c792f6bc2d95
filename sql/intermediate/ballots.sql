-- One row per evaluation that holds on the day: its ballots as they may be shown.
-- 每行：“截至”日有效的一次民主评议及其可公布的票数。
select
    clock.as_of,
    evaluations.*
from intermediate.clock
inner join intermediate.evidence_versions
    on evidence_versions.sheet = 'evaluations'
    and evidence_versions.recorded_on <= clock.as_of
    and evidence_versions.superseded_on > clock.as_of
    and evidence_versions.is_withdrawn = 0
inner join staging.evaluations
    on evaluations.unit_id = evidence_versions.unit_id
    and evaluations.evidence_id = evidence_versions.evidence_id
