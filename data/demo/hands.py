"""Whose hand a workbook is in: the date forms, headings and habits of the office that fills it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ingest.spec import Column

PEOPLE = frozenset(("expected_count", "attended_count", "leave_count"))
HAS_OR_NOT = frozenset(("has_minutes", "has_concentrated_problems", "has_party_committee"))


@dataclass(frozen=True)
class Hand:
    """One clerk's habits.

    `dates` is `cell` (a real date), `month` (6月3日), `dots` (2009.6.3) or `words` (2009年6月3日). `spelling` chooses
    which of a column's listed headings the clerk writes; a heading `upper/lower` makes the heading span two rows.
    `items` are shorter words in lists; `own_words` are words of the headings that this office calls otherwise;
    `strays` are columns that no form asks for, by sheet and Friday.
    """

    title: str
    note: str = "填报日期:{}"
    dates: str = "cell"
    people: str = ""
    merges_units: bool = False
    numbers_rows: bool = False
    adds_up: bool = False
    spelling: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    own_words: dict[str, str] = field(default_factory=dict)
    strays: dict[tuple[str, date], tuple[str, str]] = field(default_factory=dict)

    def heading(self, column: Column) -> str:
        """The heading as this clerk writes it."""
        wanted = self.spelling.get(column.field)
        heading = wanted if wanted in column.headings else column.headings[0]
        for usual, own in self.own_words.items():
            heading = heading.replace(usual, own)
        return heading

    def written(self, name: str, value: object) -> object:
        """A value as this clerk writes it; dates stay dates when written as such."""
        if value is None or value == ():
            return None
        if isinstance(value, bool):
            return ("有" if value else "无") if name in HAS_OR_NOT else ("是" if value else "否")
        if isinstance(value, tuple):
            return "、".join(self.items.get(str(item), str(item)) for item in value)
        if isinstance(value, date):
            return self.written_date(value)
        if isinstance(value, int) and self.people and name in PEOPLE:
            return f"{value}{self.people}"
        return value

    def written_date(self, when: date) -> object:
        """A date in this clerk's form; a day outside the campaign is always written with its year."""
        inside = date(2009, 5, 21) <= when <= date(2009, 7, 20)
        if self.dates == "month" and inside:
            return f"{when.month}月{when.day}日"
        if self.dates == "dots":
            return f"{when.year}.{when.month}.{when.day}"
        if self.dates in ("month", "words"):
            return in_words(when)
        return when


def in_words(when: date) -> str:
    """2009年6月3日."""
    return f"{when.year}年{when.month}月{when.day}日"


TOWNS = {
    "unit_id": "单位名称",
    "meeting_type": "会议名称",
    "held_on": "召开时间",
    "invited": "邀请对象",
    "has_minutes": "有无会议记录",
    "report_type": "材料名称",
    "submitted_on": "报送时间",
    "attachments": "附件",
}
INSTITUTIONS = {
    "unit_id": "填报单位",
    "session_number": "第几次",
    "party_leader_expected_count": "党员领导干部/应到",
    "party_leader_attended_count": "党员领导干部/实到",
    "submitted_on": "上报日期",
    "completed_on": "完成时间",
}
ENTERPRISES = {
    "unit_id": "单位名称",
    "meeting_type": "会议类别",
    "planned_on": "拟召开日期",
    "held_on": "实际召开日期",
    "report_type": "材料类别",
    "recipients": "主送",
    "submission_form": "报送方式",
    "problem_class": "问题类别",
}
SHORT_ITEMS = {"市委学习实践活动办公室": "活动办", "市委组织部": "组织部"}
# A column of the clerk's own that no form asks for, on one Friday.
STRAYS = {("meetings", date(2009, 6, 12)): ("填表科室", "党群科")}
GROUPS = {"material_type": "送审材料", "reviewer": "审阅单位", "sent_on": "送审时间", "opinion": "审阅意见"}
HANDS = {
    "名册": Hand("示例市学习实践活动{}"),
    "市级部门": Hand("市级部门分析检查阶段{}情况表"),
    "镇街": Hand("各镇街道{}登记表", dates="month", people="人", merges_units=True, spelling=TOWNS),
    "事业单位": Hand("事业单位{}统计表", note="截至日期:{}", dates="dots", spelling=INSTITUTIONS),
    "国有企业": Hand(
        "国有企业{}(汇总)",
        dates="words",
        numbers_rows=True,
        adds_up=True,
        spelling=ENTERPRISES,
        items=SHORT_ITEMS,
        strays=STRAYS,
    ),
    "指导检查组": Hand("市委指导检查组{}情况", spelling=GROUPS),
    "六大行动": Hand("六大行动计划{}周报", note="截至日期:{}", spelling={"counted_on": "统计时间"}),
    "联络组": Hand("八个联络组{}周报", dates="words", spelling={"unit_id": "单位", "milestone_id": "里程碑编号"}),
    "活动办": Hand("市委学习实践活动办公室{}", dates="words"),
}
