"""延期豁免: extensions and exemptions granted. One row per unit, requirement, type and day of approval."""

from ingest.spec import WITHDRAWN, Sheet, column

TYPES = {"延期": ("延期办理",), "豁免": ("免予办理", "免除")}

SHEET = Sheet(
    kind="waivers",
    title="延期豁免",
    title_en="Waivers",
    key=("unit_id", "requirement_id", "waiver_type", "approved_on"),
    dates=("requested_on", "approved_on"),
    type_field="requirement_id",
    required_when=(("new_due_on", "waiver_type", "延期"),),
    in_order=(("requested_on", "approved_on"), ("approved_on", "new_due_on")),
    columns=(
        column("unit_id", "unit", "单位 单位名称 申请单位 unit", "Unit", required=True),
        column("requirement_id", "requirement", "要求 要求编号 事项 requirement", "Requirement", required=True),
        column("waiver_type", "choice", "类型 申请类型 waiver_type", "Type", required=True, choices=TYPES),
        column("requested_on", "date", "申请日期 requested_on", "Requested on"),
        column("new_due_on", "date", "新时限 延期至 new_due_on", "New deadline"),
        column("reason", "text", "理由 原因 reason", "Reason", required=True),
        column("approver", "text", "批准方 批准单位 批准人 approver", "Approved by", required=True),
        column("approved_on", "date", "批准日期 批准时间 approved_on", "Approved on", required=True),
        WITHDRAWN,
    ),
)
