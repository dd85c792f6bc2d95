-- One row per requirement and type of evidence that answers it.
-- 每行：一项要求及可作其佐证的一种材料或会议类型。
select
    evidence_types.requirement_id,
    requirements.requirement_order,
    requirements.requirement_title,
    requirements.requirement_title_en,
    requirements.duty,
    evidence_types.sheet,
    evidence_types.evidence_type
from plan.evidence_types
inner join plan.requirements
    on requirements.requirement_id = evidence_types.requirement_id
