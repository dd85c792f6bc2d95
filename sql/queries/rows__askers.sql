-- One row per requirement of the plan, owed or only tracked, that a row of sheet $sheet and type $evidence_type would answer.
select
    requirement_evidence.requirement_id,
    requirement_evidence.requirement_title,
    requirement_evidence.requirement_title_en,
    requirement_evidence.duty
from reference.requirement_evidence
where requirement_evidence.sheet = $sheet
    and requirement_evidence.evidence_type in ($evidence_type, '*')
order by requirement_evidence.requirement_order
