"""会议: meetings held or planned. One row per unit, branch, meeting type and session."""

from ingest.spec import WITHDRAWN, Sheet, column

TYPES = {
    "征求意见": ("征求意见会", "征求意见座谈会", "广泛征求意见"),
    "谈心交心": ("谈心交心活动", "谈心谈话", "谈心活动"),
    "领导班子专题民主生活会": ("专题民主生活会", "班子专题民主生活会", "民主生活会"),
    "党支部组织生活会": ("支部组织生活会", "组织生活会", "支部生活会", "专题组织生活会"),
    "民主讨论": ("党员群众代表民主讨论", "民主讨论会"),
    "党委(党组)扩大会议": ("党委扩大会议", "党组扩大会议", "党委(党组)扩大会"),
    "专题研究": ("专题研究会", "专题研究会议"),
    "集中学习": ("集中学习会", "集体学习"),
    "个人自学": ("自学",),
}

SHEET = Sheet(
    kind="meetings",
    title="会议",
    title_en="Meetings",
    key=("unit_id", "meeting_type", "branch_id", "session_number"),
    type_field="meeting_type",
    number_field="session_number",
    dates=("held_on",),
    columns=(
        column("unit_id", "unit", "单位 单位名称 填报单位 unit", "Unit", required=True),
        column(
            "meeting_type",
            "choice",
            "会议类型 会议类别 会议名称 类型 meeting_type",
            "Meeting type",
            required=True,
            choices=TYPES,
            open_choices=True,
        ),
        column("branch_id", "branch", "支部 党支部 支部名称 支部编码 branch", "Branch"),
        column("session_number", "count", "场次 次数 第几次 session", "Session", default=1),
        column("planned_on", "date", "拟定日期 拟召开日期 计划日期 计划召开日期 planned_on", "Planned on"),
        column("held_on", "date", "召开日期 召开时间 会议日期 实际召开日期 held_on", "Held on"),
        column("expected_count", "count", "应到人数 应到 应参加人数 expected_count", "Expected"),
        column("attended_count", "count", "实到人数 实到 实际参加人数 attended_count", "Attended"),
        column("leave_count", "count", "请假人数 请假 leave_count", "On leave"),
        column(
            "party_leader_expected_count",
            "count",
            "党员领导干部应到 党员领导干部应到人数 党员领导干部/应到 party_leader_expected_count",
            "Party leaders expected",
        ),
        column(
            "party_leader_attended_count",
            "count",
            "党员领导干部实到 党员领导干部实到人数 党员领导干部/实到 party_leader_attended_count",
            "Party leaders attended",
        ),
        column("invited", "list", "邀请参加 邀请参加单位 邀请对象 邀请 invited", "Invited"),
        column("invited_attended", "list", "实到邀请方 邀请方实到 实际到会邀请方 invited_attended", "Invited who came"),
        column("speech_count", "count", "发言材料份数 发言材料 发言材料(份) speech_count", "Speeches prepared"),
        column("has_minutes", "flag", "会议记录 有无会议记录 有无记录 has_minutes", "Minutes kept"),
        column("theme", "text", "主题 会议主题 theme", "Theme"),
        column("note", "text", "备注 说明 note", "Note"),
        WITHDRAWN,
    ),
)
