"""条款: the numbered passages of the plan's text, each summed up in words of one's own. One row per clause."""

from ingest.spec import Sheet, column

SHEET = Sheet(
    kind="clauses",
    title="条款",
    title_en="Clauses",
    key=("clause_id",),
    columns=(
        column("clause_id", "text", "clause_id 条款编号 条款号", "Clause", required=True),
        column("title", "text", "title 条款标题 标题", "Title", required=True),
        column("title_en", "text", "title_en 英文标题", "Title in English"),
        column("summary", "text", "summary 摘要 内容摘要", "Summary"),
        column("summary_en", "text", "summary_en 英文摘要", "Summary in English"),
        column("parent_id", "text", "parent_id 上级条款", "Parent"),
        column("class", "text", "class 条款类别", "Class"),
        column("unjudged", "text", "unjudged 未判定 不判定的部分", "Not judged"),
        column("unjudged_en", "text", "unjudged_en 英文未判定", "Not judged, in English"),
        column("numbering", "text", "numbering 原文编号", "Numbering"),
    ),
)
