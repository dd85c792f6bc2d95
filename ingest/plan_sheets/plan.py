"""计划: what the plan is called, who stands behind it and when it runs. One row."""

from ingest.sheets.units import LIAISON_GROUP
from ingest.spec import Sheet, column

SHEET = Sheet(
    kind="plan",
    title="计划",
    title_en="Plan",
    key=("plan_id",),
    columns=(
        column("plan_id", "text", "plan_id 计划编号 计划编码", "Plan id", required=True),
        column("title", "text", "title 计划名称 名称", "Title", required=True),
        column("title_en", "text", "title_en 英文名称", "Title in English"),
        column("authority", "text", "authority 依据 上级依据", "Authority"),
        column("starts_on", "date", "starts_on 开始日期 起始日期", "Starts on", required=True),
        column("ends_on", "date", "ends_on 结束日期 截止日期", "Ends on", required=True),
        column("time_zone", "text", "time_zone 时区", "Time zone", default="Asia/Shanghai"),
        column("group_class", "text", "group_class 联络组类别", "Class of liaison groups", default=LIAISON_GROUP),
    ),
)
