"""审阅把关: reviewers' marks. One row per unit, material, check, reviewer and day of sending."""

from ingest.sheets import meetings, reports
from ingest.spec import WITHDRAWN, Sheet, column

CONCLUSIONS = {
    "通过": ("同意", "合格", "审阅通过", "已通过"),
    "退回": ("退回修改", "不通过", "需修改"),
    "待审": ("审阅中", "未审", "待审阅"),
}

SHEET = Sheet(
    kind="reviews",
    title="审阅把关",
    title_en="Reviews",
    key=("unit_id", "branch_id", "material_type", "material_number", "check_id", "reviewer", "sent_on"),
    type_field="material_type",
    number_field="material_number",
    dates=("sent_on", "reviewed_on"),
    columns=(
        column("unit_id", "unit", "单位 单位名称 送审单位 unit", "Unit", required=True),
        column("branch_id", "branch", "支部 党支部 branch", "Branch"),
        column(
            "material_type",
            "choice",
            "材料类型 材料类别 送审材料 material_type",
            "Material",
            required=True,
            choices={**meetings.TYPES, **reports.TYPES},
            open_choices=True,
        ),
        column("material_number", "count", "场次/份次 份次 场次 material_number", "Number", default=1),
        column("check_id", "check", "核查项 核查项编号 check_id", "Check"),
        column("reviewer", "text", "审阅方 审阅单位 把关单位 审阅人 reviewer", "Reviewer", required=True),
        column("sent_on", "date", "送审日期 送审时间 sent_on", "Sent on"),
        column("reviewed_on", "date", "审阅日期 审阅时间 reviewed_on", "Reviewed on"),
        column("conclusion", "choice", "结论 审阅结论 conclusion", "Conclusion", choices=CONCLUSIONS),
        column("opinion", "text", "意见 审阅意见 opinion", "Opinion"),
        WITHDRAWN,
    ),
)
