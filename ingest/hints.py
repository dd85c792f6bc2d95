"""What a clerk is told at a cell of a template, and what the cell takes."""

from __future__ import annotations

from datetime import date
from typing import Any

from ingest.ownwords import Words, in_words
from ingest.spec import Column

FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2099, 12, 31)
LONGEST_TITLE = 32

GUIDE = (
    "1. 带 * 的栏目必填，其余有则填、没有就留空；不要改动表头，用不上的工作表可以删去。",
    "2. 在任意一张表左上角的“填报日期：”右边填一次日期；还没有发生的事不填召开、完成日期，会议可先填拟定日期。",
    "3. 已经填好的行请核对：有变化直接改，没有变化不用动；只有单位、类型而没有内容的行不会被读取。",
    "4. 要作废一条以前报过的记录，保留该行并在“撤销”列填“是”；直接删去一行不等于撤销。",
    "5. 有下拉箭头的格子请从列表中选；多项内容之间用顿号“、”隔开。",
    "6. 填好后直接上报这个文件；有问题的格子会标出来退回，改好后可以再报。",
)
HOW_TO = {
    "text": "照实填写。",
    "list": "可填多项，用顿号“、”隔开。",
    "choice": "请从下拉列表中选。",
    "flag": "填“是”或“否”。",
    "unit": "请从下拉列表中选单位。",
    "branch": "请从下拉列表中选支部；单位本身的事项留空。",
    "requirement": "请从下拉列表中选要求的编号。",
    "milestone": "请从下拉列表中选里程碑的编号。",
    "check": "请从下拉列表中选核查项的编号；留空表示整份材料。",
    "date": "填日期，例如 2009-06-15；还没有的留空。",
    "count": "只填整数，不带单位。",
    "number": "只填数字，不带单位。",
    "ratio": "填百分比，例如 85%。",
}
NUMBERS: dict[str, dict[str, Any]] = {
    "date": {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY},
    "count": {"validate": "integer", "criteria": ">=", "value": 0},
    "number": {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12},
    "ratio": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1},
}
REPORT_DATE = {
    **NUMBERS["date"],
    "input_title": "填报日期",
    "input_message": "这份文件说的是截至哪一天的情况，例如 2009-06-12。整个文件填一次即可。",
    "error_title": "填报日期",
    "error_message": HOW_TO["date"],
}


def how_to(column: Column, words: Words) -> str:
    """How a column is filled in, in a sentence, in the plan's own words."""
    told = in_words(HOW_TO[column.type], words)
    return told if column.default is None else f"{told}留空按 {column.default} 算。"


def rule(column: Column, choices: str | None, words: Words) -> dict[str, Any]:
    """The rule of a column's cells: a list, a day or a number is held to; free text only has its hint.

    A value outside a list is warned of, not stopped: rosters grow, and what is wrong is found again on upload.
    """
    held: dict[str, Any] = NUMBERS.get(column.type, {"validate": "any"})
    if choices:
        held = {"validate": "list", "source": f"={choices}", "error_type": "warning"}
    told = ("必填。" if column.required else "") + how_to(column, words)
    title = column.label[:LONGEST_TITLE]
    return {**held, "input_title": title, "input_message": told, "error_title": title, "error_message": told}
