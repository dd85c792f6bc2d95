"""How the year goes: what each unit does when, told at the end of the month, with the few that do otherwise."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from data.demo.rows import Row, latest_only
from data.safety.world import (
    CLOSED,
    CLOSED_INTO,
    CLOSED_ON,
    FOUNDED,
    FOUNDED_ON,
    OFFICE,
    UNIVERSITY,
    Unit,
    all_units,
    laboratory_rows,
    unit_row,
)

ROSTER_BOOK, ROSTER_DAY = "名册", date(2026, 1, 5)
LAST_SHOWN, LAST_TOLD = date(2026, 10, 31), date(2026, 11, 30)
SETTLED_AFTER = date(2026, 8, 31)
SILENT, SILENT_AFTER = "体育学院", date(2026, 3, 31)
DRILL = ("应急演练方案", "应急演练", "应急演练总结")
BEFORE_FOUNDING = ("二季度隐患排查报告", "二季度整改报告", "应急演练总结")
QUARTERS = {"一季度": date(2026, 3, 16), "二季度": date(2026, 6, 15), "三季度": date(2026, 9, 14)}
TERMS = {"春季": date(2026, 5, 18), "秋季": date(2026, 11, 16)}
Cells = dict[str, object]


def month_end(when: date) -> date:
    """The day on which the office collects what happened in a month."""
    return when.replace(day=monthrange(when.year, when.month)[1])


def told(kind: str, one: Unit, told_on: date, **cells: object) -> list[Row]:
    """A line of the unit's workbook at the month's end; nothing once the demo has ended."""
    when = month_end(told_on)
    return [Row(kind, one.book, when, {"unit_id": one.unit_id, **cells})] if when <= LAST_TOLD else []


def meeting(one: Unit, name: str, held_on: date, **cells: object) -> list[Row]:
    """A meeting, an inspection or a drill."""
    return told("meetings", one, held_on, meeting_type=name, held_on=held_on, **cells)


def report(one: Unit, name: str, submitted_on: date, **cells: object) -> list[Row]:
    """A document handed in."""
    return told("reports", one, submitted_on, report_type=name, submitted_on=submitted_on, **cells)


def day_of(one: Unit, first: date) -> date:
    """A unit's own working day of the week that begins on `first`."""
    return first + timedelta(days=one.place % 5)


def beginning(one: Unit) -> list[Row]:
    """Letter, plan and pledges of the first months."""
    signed_on, planned_on, pledged_on = (day_of(one, date(2026, *day)) for day in ((1, 19), (2, 9), (3, 9)))
    late = timedelta(days=14 if one.name == "法学院" else 0)
    pledged = one.people - (3 if one.name == "学生处" else 0)
    contents = ("职责分工", "检查安排", "培训安排")
    return [
        *report(
            one, "安全责任书", signed_on + late, recipients=(OFFICE,), expected_count=one.people // 5,
            completed_count=one.people // 5,
        ),
        *told(
            "reports", one, planned_on, report_type="年度安全工作计划", completed_on=planned_on,
            contents=contents[:2] if one.name == "档案馆" else contents,
        ),
        *marks(one, planned_on),
        *told(
            "reports", one, pledged_on, report_type="安全承诺书", completed_on=pledged_on,
            expected_count=one.people, completed_count=pledged,
        ),
    ]  # fmt: skip


def marks(one: Unit, planned_on: date) -> list[Row]:
    """The office's verdict on the plan; one plan is sent back and comes again, one waits."""
    sent_on = planned_on + timedelta(days=1)
    mark = {"unit_id": one.unit_id, "material_type": "年度安全工作计划", "reviewer": OFFICE}

    def row(sent: date, reviewed: date | None, verdict: str, opinion: str | None = None) -> Row:
        cells = {"sent_on": sent, "reviewed_on": reviewed, "conclusion": verdict, "opinion": opinion}
        return Row("reviews", OFFICE, month_end(reviewed or sent), {**mark, **cells})

    if one.name == "美术学院":
        return [row(sent_on, None, "待审")]
    if one.name == "机电学院":
        again = date(2026, 3, 5)
        return [row(sent_on, date(2026, 2, 16), "退回", "没有写焊接间的检查"), row(again, date(2026, 3, 10), "通过")]
    return [row(sent_on, sent_on + timedelta(days=4), "通过")]


def hazards(one: Unit, quarter: str) -> int:
    """How many hazards an inspection finds; the physicists find none in spring."""
    return 0 if (one.name, quarter) == ("物理学院", "一季度") else 1 + (one.place + len(quarter)) % 4


def quarter_rows(one: Unit, quarter: str, first: date) -> list[Row]:
    """An inspection, its report some days later, and what was put right within the month."""
    held_on = day_of(one, first)
    if (one.name, quarter) == ("材料学院", "一季度"):
        held_on = date(2026, 4, 3)
    if (one.name, quarter) == ("后勤集团", "二季度"):
        held_on = date(2026, 7, 8)
    waits = {("医学院", "一季度"): 12, ("生命学院", "一季度"): 8}.get((one.name, quarter), 3)
    submitted_on, found = held_on + timedelta(days=waits), hazards(one, quarter)
    rectified_on = submitted_on + timedelta(days=45 if (one.name, quarter) == ("教务处", "二季度") else 25)
    mended = found - (1 if (one.name, quarter) == ("图书馆", "三季度") else 0)
    rows = meeting(
        one, f"{quarter}安全检查", held_on, has_minutes=True, invited=(OFFICE,) if quarter == "二季度" else (),
    ) + first_reports(one, quarter, submitted_on, found)  # fmt: skip
    if found:
        rows += report(
            one, f"{quarter}整改报告", rectified_on, expected_count=found, completed_count=mended,
            contents=("整改措施",),
        )  # fmt: skip
        rows += problems(one, quarter, found, mended, submitted_on, rectified_on)
    return rows


def first_reports(one: Unit, quarter: str, submitted_on: date, found: int) -> list[Row]:
    """The report on hazards; the chemists forget the list in spring and supply it in April."""
    cells: Cells = {"recipients": (OFFICE,), "attachments": ("隐患清单",), "expected_count": found}
    cells["has_concentrated_problems"] = (one.name, quarter) in (("化学学院", "二季度"), ("校医院", "二季度"))
    name = f"{quarter}隐患排查报告"
    if (one.name, quarter) != ("化学学院", "一季度"):
        return report(one, name, submitted_on, **cells)
    lacking = report(one, name, submitted_on, **{**cells, "attachments": ()})
    supplied = {"supplied_on": date(2026, 4, 20), "supplied_items": ("隐患清单",)}
    mended = told(
        "reports", one, date(2026, 4, 20), report_type=name, submitted_on=submitted_on, **{**cells, **supplied}
    )
    return lacking + mended


def problems(one: Unit, quarter: str, found: int, mended: int, first: date, last: date) -> list[Row]:
    """Each hazard as a line of the list, open first, then solved."""
    rows: list[Row] = []
    for number in range(1, found + 1):
        cells: Cells = {
            "problem_number": f"{quarter[0]}-{number}",
            "problem": ("电线老化", "消防通道堆物", "气瓶未固定", "危险化学品标签脱落")[(one.place + number) % 4],
            "problem_class": "限期解决",
            "problem_due_on": first + timedelta(days=30),
        }
        rows += told("problems", one, first, problem_state="整改中", **cells)
        if number <= mended:
            rows += told("problems", one, last, problem_state="已解决", solved_on=last, **cells)
    return rows


def lessons(one: Unit) -> list[Row]:
    """Training in April, for the new students in September."""
    came = one.people - (6 if one.name == "文学院" else 1)
    rows = meeting(
        one, "安全培训", day_of(one, date(2026, 4, 13)), theme="消防和用电", expected_count=one.people,
        attended_count=came,
    )  # fmt: skip
    if one.unit_class == "学院" and one.name != "法学院":
        rows += meeting(one, "新生安全教育", day_of(one, date(2026, 9, 7)), theme="实验室和宿舍安全")
    return rows


def drill(one: Unit) -> list[Row]:
    """The plan a week ahead, the drill, the summary; one plan comes a day before, one drill waits for July."""
    if one.name == "档案馆":
        return []
    held_on = date(2026, 7, 6) if one.name == "财务处" else day_of(one, date(2026, 6, 1))
    ahead = timedelta(days=1 if one.name == "文学院" else 7)
    written_on = held_on + timedelta(days=4)
    return [
        *report(one, "应急演练方案", held_on - ahead, recipients=(OFFICE,)),
        *meeting(one, "应急演练", held_on, expected_count=one.people, attended_count=one.people - 2),
        *told("reports", one, written_on, report_type="应急演练总结", completed_on=written_on),
    ]


def laboratories(one: Unit) -> list[Row]:
    """Every laboratory looks through itself each term; one has nobody there in spring."""
    rows: list[Row] = []
    for term, first in TERMS.items():
        for lab in one.laboratories:
            came = 3 if (lab.name, term) == ("焊接实验室", "春季") else lab.people - 1
            rows += meeting(
                one, f"{term}实验室自查", day_of(one, first), branch_id=lab.branch_id, has_minutes=True,
                attended_count=came,
            )  # fmt: skip
    return rows


def life(one: Unit) -> list[Row]:
    """All that one unit tells, from its founding to its closing or its falling silent."""
    rows = beginning(one) + lessons(one) + drill(one) + laboratories(one)
    for quarter, first in QUARTERS.items():
        rows += quarter_rows(one, quarter, first)
    if one.name == "化学学院":
        rows += meeting(one, "重大隐患专题会", date(2026, 6, 24), has_minutes=True)
    if one.name == FOUNDED:
        return [row for row in rows if row.told_on > SETTLED_AFTER]
    last = {CLOSED: CLOSED_ON, SILENT: SILENT_AFTER}.get(one.name, LAST_TOLD)
    return [row for row in rows if row.told_on <= last]


def roster(units: list[Unit]) -> list[Row]:
    """The rosters of January, the college founded in July, and the office closed into another."""
    rows: list[Row] = []
    for one in units:
        when = month_end(FOUNDED_ON) if one.name == FOUNDED else ROSTER_DAY
        line = Row("units", ROSTER_BOOK, when, unit_row(one))
        rows += [line, *(Row("branches", ROSTER_BOOK, when, cells) for cells in laboratory_rows(one))]
        if one.name == CLOSED:
            rows.append(line.again(CLOSED_ON, active_until_on=CLOSED_ON, merged_into=f"{UNIVERSITY}{CLOSED_INTO}"))
    return rows


def waivers(units: dict[str, Unit]) -> list[Row]:
    """An inspection put off in time, a drill held with another unit, and what a new college need not make up."""
    granted = [
        ("后勤集团", "二季度安全检查", "延期", date(2026, 6, 18), date(2026, 6, 22), "食堂改造"),
        *(("档案馆", what, "豁免", date(2026, 5, 25), date(2026, 5, 28), "与图书馆合并演练") for what in DRILL),
        *((FOUNDED, what, "豁免", date(2026, 7, 2), date(2026, 7, 3), "7月才成立") for what in BEFORE_FOUNDING),
    ]
    rows = []
    for name, what, kind, requested_on, approved_on, reason in granted:
        cells: Cells = {"unit_id": units[name].unit_id, "requirement_id": what, "waiver_type": kind}
        cells |= {"requested_on": requested_on, "reason": reason, "approver": OFFICE, "approved_on": approved_on}
        cells["new_due_on"] = date(2026, 7, 10) if kind == "延期" else None
        rows.append(Row("waivers", OFFICE, month_end(approved_on), cells))
    return rows


def story() -> list[Row]:
    """Every told row of the year, unit by unit."""
    units = all_units()
    rows = roster(units) + [row for one in units for row in life(one)]
    return latest_only(rows + waivers({one.name: one for one in units}))
