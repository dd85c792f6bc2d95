"""里程碑: the measurable steps of the action plans. One row per milestone."""

from ingest.spec import Sheet, column

SHEET = Sheet(
    kind="milestones",
    title="里程碑",
    title_en="Milestones",
    key=("milestone_id",),
    columns=(
        column("milestone_id", "text", "milestone_id 里程碑编号", "Milestone", required=True),
        column("action_id", "text", "action_id 行动编号 行动计划编号 行动计划", "Action plan", required=True),
        column("parent_id", "text", "parent_id 上级里程碑", "Parent"),
        column("title", "text", "title 里程碑名称 名称", "Title", required=True),
        column("title_en", "text", "title_en 英文名称", "Title in English"),
        column("target", "text", "target 目标", "Target"),
        column("unit_of_measure", "text", "unit_of_measure 计量单位", "Unit of measure"),
        column("starts_on", "date", "starts_on 开始日期 起始日期", "Starts on"),
        column("due_phrase", "text", "due_phrase 时限原文 时限", "Deadline as written"),
        column("due_rule", "text", "due_rule 时限规则", "Deadline rule"),
        column("applies_when", "text", "applies_when 适用条件", "Applies when"),
        column("owners", "text", "owners 责任单位 牵头单位", "Owners"),
        column("clause_id", "text", "clause_id 条款编号 条款", "Clause", required=True),
    ),
)
