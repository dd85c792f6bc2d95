-- One row per accepted row of a meetings sheet, as sent.
-- 每行：一条已采纳的“会议”表记录，保持上报原样。
select
    meetings.upload_id
        || '/' || meetings.sheet_name
        || '/' || cast(meetings.row_number as varchar) as evidence_id,
    meetings.unit_id,
    meetings.meeting_type,
    meetings.branch_id,
    meetings.session_number,
    meetings.planned_on,
    meetings.held_on,
    meetings.expected_count,
    meetings.attended_count,
    meetings.leave_count,
    meetings.party_leader_expected_count,
    meetings.party_leader_attended_count,
    meetings.invited,
    meetings.invited_attended,
    meetings.speech_count,
    meetings.has_minutes,
    meetings.theme,
    meetings.note,
    case when meetings.withdrawn = 'yes' then 1 else 0 end as is_withdrawn,
    meetings.report_on,
    meetings.upload_number,
    meetings.upload_id,
    meetings.file_name,
    meetings.sheet_name,
    meetings.row_number
from raw.meetings
