"""行动计划: the action plans that run beside the stage. One row per action plan."""

from ingest.spec import Sheet, column

SHEET = Sheet(
    kind="actions",
    title="行动计划",
    title_en="Action plans",
    key=("action_id",),
    columns=(
        column("action_id", "text", "action_id 行动编号 行动计划编号", "Action plan", required=True),
        column("title", "text", "title 行动名称 名称", "Title", required=True),
        column("title_en", "text", "title_en 英文名称", "Title in English"),
        column("clause_id", "text", "clause_id 条款编号 条款", "Clause", required=True),
        column("summary", "text", "summary 摘要 内容摘要", "Summary"),
    ),
)
