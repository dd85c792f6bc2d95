-- One row per version of an evaluation, with the days between which it held: its ballots as they may be shown.
-- 每行：一次民主评议的一个版本，及其有效的起止日和可公布的票数。
select
    evidence_versions.recorded_on,
    evidence_versions.superseded_on,
    evaluations.*
from intermediate.evidence_versions
inner join staging.evaluations
    on evaluations.unit_id = evidence_versions.unit_id
    and evaluations.evidence_id = evidence_versions.evidence_id
where evidence_versions.sheet = 'evaluations'
    and evidence_versions.is_withdrawn = 0
