"""行动进展: progress on milestones. One row per milestone, unit, object and day of counting."""

from ingest.spec import WITHDRAWN, Sheet, column

STATES = {
    "未启动": ("未开始", "尚未启动"),
    "进行中": ("推进中", "正在进行", "实施中"),
    "完成": ("已完成", "办结", "已办结"),
}

SHEET = Sheet(
    kind="progress",
    title="行动进展",
    title_en="Progress",
    key=("milestone_id", "unit_id", "object_name", "counted_on"),
    dates=("counted_on", "listed_on"),
    type_field="milestone_id",
    columns=(
        column("milestone_id", "milestone", "里程碑 里程碑编号 事项 milestone", "Milestone", required=True),
        column("unit_id", "unit", "责任单位 单位 牵头单位 unit", "Responsible unit", required=True),
        column("object_name", "text", "对象 具体对象 项目 object", "Object"),
        column("counted_on", "date", "统计日期 截止日期 统计时间 counted_on", "Counted on", required=True),
        column("cumulative_amount", "number", "累计完成 累计完成数 累计 cumulative_amount", "Done so far"),
        column("completion_ratio", "ratio", "完成比例 完成率 进度 completion_ratio", "Share done"),
        column("progress_state", "choice", "状态 进展状态 progress_state", "State", choices=STATES),
        column("attempt_count", "count", "整治次数 attempt_count", "Attempts"),
        column("is_listed", "flag", "挂牌督办 是否挂牌督办 is_listed", "Listed for supervision"),
        column("listed_on", "date", "挂牌日期 listed_on", "Listed on"),
        column("supervisor_unit", "text", "督办单位 supervisor_unit", "Supervising unit"),
        column("note", "text", "说明 备注 note", "Note"),
        WITHDRAWN,
    ),
)
