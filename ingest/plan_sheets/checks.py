"""核查项: the conditions that a requirement's evidence must meet. One row per check."""

from ingest.spec import Sheet, column

KINDS: dict[str, tuple[str, ...]] = {
    "invited": ("邀请",),
    "recipient": ("报送对象",),
    "attachment": ("随附",),
    "contains": ("内容要点",),
    "categories": ("类别数",),
    "count": ("数量",),
    "tally": ("勾稽",),
    "attendance": ("到会率",),
    "flag": ("填写",),
    "published": ("公开",),
    "held": ("已办",),
    "within": ("在期内",),
    "order": ("先后",),
    "lead_days": ("间隔天数",),
    "covers": ("内容审阅",),
    "reviewed": ("审阅",),
}
SEVERITIES: dict[str, tuple[str, ...]] = {"required": ("必须",), "advised": ("建议",)}
JUDGES = {"machine": ("机器",), "reviewer": ("审阅方", "人工")}

SHEET = Sheet(
    kind="checks",
    title="核查项",
    title_en="Checks",
    key=("check_id",),
    columns=(
        column("check_id", "text", "check_id 核查项编号", "Check", required=True),
        column("requirement_id", "text", "requirement_id 要求编号 要求", "Requirement", required=True),
        column("clause_id", "text", "clause_id 条款编号 条款", "Clause", required=True),
        column("kind", "choice", "kind 核查方式", "Kind", required=True, choices=KINDS),
        column("item", "text", "item 核查内容", "Item"),
        column("threshold", "text", "threshold 标准", "Threshold"),
        column("severity", "choice", "severity 轻重", "Severity", required=True, choices=SEVERITIES),
        column("judged_by", "choice", "judged_by 判定方", "Judged by", choices=JUDGES, default="machine"),
        column("applies_when", "text", "applies_when 适用条件", "Applies when"),
    ),
)
