"""What the writer of a plan is told at each cell of the plan's workbook, made of the grammar's own forms."""

from __future__ import annotations

from ingest import grammar, operands, reading_grammar
from ingest.catalogue import SHEETS
from ingest.check_grammar import ORDERS
from ingest.spec import Column

LONGEST = 250
GUIDE = (
    "1. 一张表一类内容，表里已有的几行是例子：照着改成自己的计划，用不上的整行删去。",
    "2. 从左到右依次写：计划、条款、要求、核查项；口径、行动计划、里程碑、称谓用不上的可以空着。",
    "3. 编号自己取，不要有空格和竖线；别的表里写到编号的格子可以从下拉列表中选。",
    "4. 表头不要改；带 * 的栏目必填。每个栏目怎么写见下表，点中格子也有提示。",
    "5. 写好后运行 taizhang init --plan 这个文件；有写错的会逐格指出，改好再运行。",
)
HOW = {
    "plan_id": "计划的编号，用字母、数字和短横。",
    "title": "名称，照原文写。",
    "title_en": "英文名称；页面切换到英文时用，没有就用中文。",
    "authority": "依据谁的部署。",
    "time_zone": "例如 Asia/Shanghai。",
    "group_class": "哪一类单位本身是工作组，只办点名要它办的事；没有的不用管。",
    "summary": "用自己的话写一句，不要照抄。",
    "summary_en": "摘要的英文。",
    "unjudged": "这一条中没有核查项判定的部分，及其缘由；全都判定就留空。",
    "unjudged_en": "未判定部分的英文。",
    "parent_id": "归在哪一条之下；没有就留空。",
    "class": "H 时限、S 规定、R 要人审阅、T 行动、C 有条件、M 可办；几类并存用 / 相连。",
    "bearer": "unit 单位；branch 逐个支部；member 成员，只计数；group 指导检查组。",
    "duty": "owed 应办，计入办结率；tracked 只跟踪；allowed 可办，只记录。",
    "evidence": "表:类型@日期字段，如 meetings:类型@held_on；几种类型用 | 相连，* 为任何类型。表：" + "、".join(SHEETS),
    "rollup": "几行合成一件：first 首次；last 末次；all 全部；any 任一；sum 合计。",
    "due_phrase": "时限的原话。",
    "due_rule": "可写：" + "；".join(grammar.DUE_FORMS),
    "applies_when": "什么情况下才适用，留空为一直适用。可写：" + "；".join(grammar.CONDITION_FORMS) + "；用 and 相连",
    "kind": "从下拉列表中选；各种核查方式的写法见“填表说明”。",
    "item": "写法随核查方式，见“填表说明”。",
    "threshold": "写法随核查方式，见“填表说明”。",
    "severity": "required 必须；advised 建议，不影响办结。",
    "judged_by": "machine 机器；reviewer 审阅的人（核查方式为 covers、reviewed 时）。",
    "key": "口径的编号，时限和核查项里写 reading 编号 来用它。",
    "phrase": "原文的说法，例如 会后及时。",
    "phrase_en": "原文说法的英文。",
    "value": "可写：" + "；".join(reading_grammar.FORMS),
    "alternatives": "还可以怎样理解，几种用 | 相连。",
    "why": "为什么这样理解。",
    "why_en": "理由的英文。",
    "decided_by": "谁决定的；空着为计划缺省。",
    "target": "可写：" + "；".join(grammar.TARGET_FORMS) + "（objects 为对象数，units 为单位数）",
    "unit_of_measure": "例如 个、处、%。",
    "owners": "由谁负责。",
    "term": "branch 支部；group 指导检查组；member 党员；leader 班子成员；contact 联系领导。",
    "word": "本计划怎么称呼，例如 实验室。",
    "word_en": "英文称呼，用单数，例如 laboratory。",
}
BY_TYPE = {"date": "写成 2009-06-15 这样的日期。"}

OPERAND = "可计算的量"
NOTHING = "留空"
NAME = "名称，或 unit.字段"
# Each kind of check: what it asks, what its item and its threshold are.
KINDS = {
    "held": ("办了", NOTHING, NOTHING),
    "within": ("在一段日子里", NOTHING, "plan.starts_on..plan.ends_on"),
    "order": ("与另一项要求的先后", "要求编号，或 reading 口径", "；".join(ORDERS)),
    "lead_days": ("与另一项要求隔几天", "要求编号", "reading 口径（天数范围）"),
    "invited": ("邀请了谁", NAME, NOTHING),
    "recipient": ("报送给谁", NAME, NOTHING),
    "attachment": ("附了什么", NAME, NOTHING),
    "contains": ("写了哪一点", NAME, NOTHING),
    "count": ("数够不够", OPERAND, f">= {OPERAND}"),
    "tally": ("两个数对不对得上", OPERAND, f"= {OPERAND}"),
    "categories": ("几类人都有", "字段 + 字段", ">= 5"),
    "attendance": ("到会率", f"{OPERAND} / {OPERAND}", "90%"),
    "flag": ("填了什么", "字段", "yes；no；filled；in 甲|乙"),
    "published": ("公开了没有", "字段", "yes；no；filled；in 甲|乙"),
    "covers": ("要人看：写到没有", "要看的方面", NOTHING),
    "reviewed": ("要人审：谁通过了", "材料类型:审阅方", NOTHING),
}
OPERANDS = (
    f"{OPERAND}可写：" + "；".join(operands.FORMS) + "；可用 + 和 - 相连。字段名见各报表的说明（docs/sheets.md）。"
)


def how_to(column: Column) -> str:
    """How a cell of a plan's column is written."""
    told = HOW.get(column.field) or BY_TYPE.get(column.type) or "写编号；写别的表里的编号时从下拉列表中选。"
    return told if column.default is None else f"{told}留空按 {column.default} 算。"


def rule(column: Column, choices: str | None) -> dict[str, object]:
    """The hint of a cell, and the list to choose from if there is one; what is wrong is found on loading."""
    held = {"validate": "list", "source": f"={choices}", "error_type": "warning"} if choices else {"validate": "any"}
    told = (("必填。" if column.required else "") + how_to(column))[:LONGEST]
    return {**held, "input_title": column.label, "input_message": told, "ignore_blank": True}
