"""要求: what is owed, by whom, on which evidence and by when. One row per requirement."""

from ingest.spec import Sheet, column

BEARERS = {
    "unit": ("单位",),
    "branch": ("支部", "党支部"),
    "member": ("党员", "个人"),
    "group": ("指导检查组", "联络组"),
}
DUTIES = {"owed": ("应办", "要"), "tracked": ("跟踪",), "allowed": ("可办", "可")}
ROLLUPS = {
    "first": ("首次", "第一次"),
    "last": ("末次", "最后一次"),
    "all": ("全部",),
    "any": ("任一",),
    "sum": ("合计", "累计"),
}

SHEET = Sheet(
    kind="requirements",
    title="要求",
    title_en="Requirements",
    key=("requirement_id",),
    columns=(
        column("requirement_id", "text", "requirement_id 要求编号", "Requirement", required=True),
        column("title", "text", "title 要求名称 名称", "Title", required=True),
        column("title_en", "text", "title_en 英文名称", "Title in English"),
        column("clause_id", "text", "clause_id 条款编号 条款", "Clause", required=True),
        column("bearer", "choice", "bearer 责任主体", "Bearer", required=True, choices=BEARERS),
        column("duty", "choice", "duty 性质", "Duty", required=True, choices=DUTIES),
        column("evidence", "text", "evidence 佐证", "Evidence", required=True),
        column("rollup", "choice", "rollup 归并 归并方式", "Rollup", choices=ROLLUPS, default="last"),
        column("due_phrase", "text", "due_phrase 时限原文 时限", "Deadline as written"),
        column("due_rule", "text", "due_rule 时限规则", "Deadline rule", required=True),
        column("applies_when", "text", "applies_when 适用条件", "Applies when"),
    ),
)
