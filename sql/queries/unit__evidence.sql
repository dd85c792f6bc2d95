-- One row per piece of evidence of the unit that counts on the day, newest event first.
select
    evidence.sheet,
    evidence.evidence_type,
    evidence.sequence_number,
    evidence.branch_id,
    evidence.happened_on,
    evidence.recorded_on,
    evidence.file_name,
    evidence.sheet_name,
    evidence.row_number
from marts.evidence as evidence
where evidence.unit_id = $unit_id
order by evidence.happened_on desc nulls last, evidence.sheet, evidence.evidence_type
