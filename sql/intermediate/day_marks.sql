-- One row per reviewer's mark that holds on the day, the reviewer by the name on the roster.
-- 每行：“截至”日有效的一条审阅意见，审阅方按名册上的名称。
-- An office of the roster written by what it is (the guidance group) and by its name is one reviewer.
select
    marks.evidence_id,
    marks.unit_id,
    marks.branch_id,
    marks.material_type,
    evidence_versions.sequence_number as material_number,
    marks.check_id,
    coalesce(max(unit_attributes.attribute_text), marks.reviewer) as reviewer,
    marks.conclusion,
    marks.sent_on,
    marks.reviewed_on,
    marks.recorded_on,
    reviews.opinion
from intermediate.clock
inner join intermediate.marks
    on marks.recorded_on <= clock.as_of
    and marks.superseded_on > clock.as_of
inner join intermediate.evidence_versions
    on evidence_versions.unit_id = marks.unit_id
    and evidence_versions.evidence_id = marks.evidence_id
    and evidence_versions.sheet = 'reviews'
inner join staging.reviews
    on reviews.unit_id = marks.unit_id
    and reviews.evidence_id = marks.evidence_id
left join plan.attribute_labels
    on attribute_labels.label = marks.reviewer
left join intermediate.unit_attributes
    on unit_attributes.unit_id = marks.unit_id
    and unit_attributes.attribute = attribute_labels.attribute
    and unit_attributes.recorded_on <= clock.as_of
    and unit_attributes.superseded_on > clock.as_of
group by
    marks.evidence_id,
    marks.unit_id,
    marks.branch_id,
    marks.material_type,
    evidence_versions.sequence_number,
    marks.check_id,
    marks.reviewer,
    marks.conclusion,
    marks.sent_on,
    marks.reviewed_on,
    marks.recorded_on,
    reviews.opinion
