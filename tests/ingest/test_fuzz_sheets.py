"""No silent change of a value: known values, dressed as clerks dress them, come back as meant or with a finding.

Thorough runs: HYPOTHESIS_EXAMPLES=5000 pytest tests/ingest/test_fuzz_sheets.py
"""

from __future__ import annotations

import csv
import itertools
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.address import cell
from ingest.check import Context, FileCheck, check_file
from tests.ingest.conftest import UNITS

EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "0"))
SETTINGS = settings(
    max_examples=EXAMPLES or 150,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
CONTEXT = Context(units=UNITS, starts_on=date(2009, 3, 1), ends_on=date(2009, 8, 31), today=date(2026, 1, 1))
REPORT = date(2009, 8, 31)
FIELDS = {
    "unit_id": ["单位", "单 位*", "单位名称", "填报\n单位", "（1）单位"],
    "meeting_type": ["会议类型", "会议类型（必填）", "会议类别", "會議類型"],
    "held_on": ["召开日期", "召开  时间", "【会议日期】", "实际召开日期"],
    "expected_count": ["应到人数", "应到", "应到人数（人）", "应参加人数："],
    "attended_count": ["实到人数", "★实到人数", "实际参加人数", "实到"],
    "has_minutes": ["会议记录", "有无会议记录", "有无记录"],
    "invited": ["邀请参加", "邀请对象", "邀请"],
    "theme": ["主题", "会议主题"],
}
TYPES = ["民主讨论", "专题研究", "集中学习", "谈心交心"]
ITEMS = ["市纪委", "市委组织部", "活动办", "甲局", "乙镇"]
NAMES = {
    "EDU": ["东阳市教育局", "教育局", "EDU", "市教育局"],
    "TAX": ["税务局", "东阳市税务局", "中共东阳市税务局", "ＴＡＸ"],
}
NAMES |= {"WAT": ["水务局", "东阳水务局"], "SCH": ["东阳一中", "东阳市第一中学"]}
DIGITS = "〇一二三四五六七八九"
JUNK = [
    "约30",
    "十几",
    "①",
    "#REF!",
    "6月上旬",
    "待定",
    "l2",
    "？",
    "1.5万",
    "一百五",
    "5.1-5.3",
    "2009-02-30",
    "没开",
    "12/15",
    "○",
]
TITLES = ["附件1", "东阳市会议情况统计表", "填报单位：教育局", "单位：人", "（2009年）"]
FOOTNOTES = [["注：含列席人员"], ["填表人：张某", None, "负责人："], ["1.本表一式两份，按时报送"]]


@dataclass
class Drawn:
    """A sheet to write, and what is meant by each row: by the row's number, field → value."""

    rows: list[list[Any]] = field(default_factory=list)
    meant: dict[int, dict[str, Any]] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    junk: set[str] = field(default_factory=set)


def day_forms(day: date) -> list[Any]:
    """One day as clerks write it."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    short = f"{day.month}月{day.day}日"
    return [
        day,
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{short}",
        short,
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        (day - date(1899, 12, 30)).days,
        f"{year}年{short}",
        f"{day.year - 2000:02}年{short}",
        f"{day.year}–{day.month}–{day.day}",
        f"{day.year}、{day.month}、{day.day}",
        f" {day.year}年{short}（星期{'一二三四五六日'[day.weekday()]}）",
        f"{day.isoformat()} 09:30",
        f"'{day.isoformat()}",
    ]


def count_forms(number: int) -> list[Any]:
    """One number of people as clerks write it."""
    wide = str(number).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    return [
        number,
        str(number),
        f"{number}人",
        wide,
        f"{number} 名",
        f"共{number}人",
        f"{number}.0",
        f"{number:,}",
        f"'{number}",
    ]


def list_forms(items: list[str]) -> list[str]:
    """Several things in one cell."""
    numbered = "".join(f"{number}、{item}" for number, item in enumerate(items, 1))
    return [mark.join(items) for mark in ("、", "，", "；", "/", "\n", "\r\n", "、 ")] + [numbered]


FLAGS = {"yes": ["是", "有", "√", "Y", "已", "☑是□否", True], "no": ["否", "无", "×", "N", "没有", "未", False]}


@st.composite
def facts(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of meetings, no key twice."""
    keys = draw(
        st.lists(st.tuples(st.sampled_from(list(UNITS)), st.sampled_from(TYPES)), min_size=1, max_size=6, unique=True)
    )
    return [
        {
            "unit_id": unit,
            "meeting_type": kind,
            "held_on": date(2009, 3, 1) + timedelta(days=draw(st.integers(0, 180))),
            "expected_count": draw(st.integers(0, 3000)),
            "attended_count": draw(st.one_of(st.none(), st.integers(0, 3000))),
            "has_minutes": draw(st.sampled_from([None, "yes", "no"])),
            "invited": draw(st.lists(st.sampled_from(ITEMS), max_size=3, unique=True)),
            "theme": draw(st.sampled_from([None, "学习Ｘ要点", "一、二季度", "5.1 讨论"])),
        }
        for unit, kind in keys
    ]


def dressed(draw: st.DrawFn, name: str, value: Any) -> Any:
    """A value as it may stand in a cell."""
    if value is None or value == []:
        return draw(st.sampled_from([None, None, "", " ", "\u3000", "/", "—"]))
    match name:
        case "unit_id":
            written = draw(st.sampled_from(NAMES[value]))
        case "held_on":
            return draw(st.sampled_from(day_forms(value)))
        case "expected_count" | "attended_count":
            return draw(st.sampled_from(count_forms(value)))
        case "has_minutes":
            return draw(st.sampled_from(FLAGS[value]))
        case "invited":
            written = draw(st.sampled_from(list_forms(value)))
        case _:
            written = value
    return draw(st.sampled_from([written, f" {written} ", f"{written}\u200b", f"\u3000{written}", f"{written}\x07"]))


@st.composite
def sheets(draw: st.DrawFn) -> Drawn:
    """A sheet of known facts as an office may have made it."""
    drawn, meant = Drawn(), draw(facts())
    names = draw(st.permutations(list(FIELDS)))
    left, numbered = draw(st.integers(0, 2)), draw(st.booleans())
    places = [left + numbered + place for place in range(len(names))]
    gap = draw(st.integers(0, len(names)))
    places = [place + (number >= gap) for number, place in enumerate(places)]
    drawn.columns = dict(zip(names, places, strict=True))
    for _ in range(draw(st.integers(0, 3))):
        drawn.rows.append([None] * left + [draw(st.sampled_from(TITLES))])
    head: list[Any] = [None] * (max(places) + 1)
    if numbered:
        head[left] = "序号"
    for name, place in drawn.columns.items():
        head[place] = draw(st.sampled_from(FIELDS[name]))
    drawn.rows.append(head)
    add_facts(draw, drawn, meant, left if numbered else None)
    add_end(draw, drawn, meant)
    return drawn


def add_facts(draw: st.DrawFn, drawn: Drawn, meant: list[dict[str, Any]], numbers: int | None) -> None:
    """The rows, with blank rows between and junk in some cells."""
    for order, row in enumerate(meant, 1):
        if draw(st.integers(0, 4)) == 0:
            drawn.rows.append([draw(st.sampled_from([None, " ", "\u200b"]))] * draw(st.integers(0, 3)))
        cells: list[Any] = [None] * (max(drawn.columns.values()) + 1)
        if numbers is not None:
            cells[numbers] = order
        for name, place in drawn.columns.items():
            cells[place] = dressed(draw, name, row[name])
        drawn.rows.append(cells)
        drawn.meant[len(drawn.rows)] = row
        if draw(st.integers(0, 5)) == 0:
            spoil(draw, drawn)
    merge_units(draw, drawn)


def spoil(draw: st.DrawFn, drawn: Drawn) -> None:
    """Something in the last row that nobody can read."""
    name = draw(st.sampled_from(["held_on", "expected_count", "attended_count"]))
    junk = draw(st.sampled_from([*JUNK, "??"]))
    drawn.rows[-1][drawn.columns[name]] = junk
    drawn.junk.add(cell(len(drawn.rows), drawn.columns[name]))


def merge_units(draw: st.DrawFn, drawn: Drawn) -> None:
    """Rows of one unit that follow each other share one merged cell."""
    numbers, place = sorted(drawn.meant), drawn.columns["unit_id"]
    for above, below in itertools.pairwise(numbers):
        same = below == above + 1 and drawn.meant[above]["unit_id"] == drawn.meant[below]["unit_id"]
        if same and (not drawn.merges or drawn.merges[-1][2] < above) and draw(st.booleans()):
            drawn.rows[below - 1][place] = None
            drawn.merges.append((above, place, below, place))


def add_end(draw: st.DrawFn, drawn: Drawn, meant: list[dict[str, Any]]) -> None:
    """A total, right or wrong, and footnotes."""
    if draw(st.booleans()):
        total: list[Any] = [None] * (max(drawn.columns.values()) + 1)
        total[drawn.columns["expected_count"]] = sum(row["expected_count"] for row in meant) + draw(st.integers(0, 1))
        first = min(drawn.columns.values())
        if total[first] is None:
            total[first] = draw(st.sampled_from(["合计", "总　计：", "小计"]))
            drawn.rows.append(total)
    for line in draw(st.lists(st.sampled_from(FOOTNOTES), max_size=2)):
        drawn.rows.append([None] * min(drawn.columns.values()) + line)


def write_xlsx(path: Path, drawn: Drawn) -> Path:
    """The sheet as a workbook."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("会议")
        for number, row in enumerate(drawn.rows):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(number, place, value)
        for top, left, bottom, right in drawn.merges:
            sheet.merge_range(top - 1, left, bottom - 1, right, drawn.rows[top - 1][left])
    return path


def write_xls(path: Path, drawn: Drawn) -> Path:
    """The sheet as an old workbook."""
    book = xlwt.Workbook()
    sheet, day = book.add_sheet("会议"), xlwt.easyxf(num_format_str="yyyy-mm-dd")
    merged = {(top - 1, left) for top, left, *_ in drawn.merges}
    for top, left, bottom, right in drawn.merges:
        sheet.write_merge(top - 1, bottom - 1, left, right, drawn.rows[top - 1][left])
    for number, row in enumerate(drawn.rows):
        for place, value in enumerate(row):
            if value is not None and (number, place) not in merged:
                sheet.write(number, place, value, day if isinstance(value, date) else xlwt.Style.default_style)
    book.save(str(path))
    return path


def write_csv(path: Path, drawn: Drawn) -> Path:
    """The sheet as text, as Excel saves it: what is merged stands in the first cell alone."""
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([["" if value is None else str(value) for value in row] for row in drawn.rows])
    return path


WRITERS = {"表.xlsx": write_xlsx, "表.et": write_xls, "表.csv": write_csv}


def usual(name: str, value: Any) -> Any:
    """A meant value as the store holds it."""
    return "、".join(value) or None if name == "invited" else value


def changed(drawn: Drawn, check: FileCheck) -> Iterator[str]:
    """Every accepted value that is not what was meant and at whose cell no finding stands."""
    told = {finding.cell for finding in check.findings}
    for table in check.tables:
        for row in table.rows.iter_rows(named=True):
            meant = drawn.meant.get(row["row_number"])
            if meant is None:
                yield f"row {row['row_number']} was never meant"
                continue
            for name, place in drawn.columns.items():
                at = cell(row["row_number"], place)
                if row[name] != usual(name, meant[name]) and at not in told:
                    yield f"{at} {name}: {row[name]!r}, meant {meant[name]!r}"


def lost(drawn: Drawn, check: FileCheck) -> Iterator[str]:
    """Every row that was meant, is not accepted, and of which no finding speaks."""
    accepted = {number for table in check.tables for number in table.rows["row_number"].to_list()}
    told = {int("".join(filter(str.isdigit, finding.cell)) or 0) for finding in check.findings}
    yield from (f"row {number} is lost" for number in drawn.meant if number not in accepted | told)


@SETTINGS
@given(sheets(), st.sampled_from(list(WRITERS)))
def test_no_value_is_changed_and_no_row_lost_in_silence_and_what_is_clear_is_taken(drawn: Drawn, name: str):
    with tempfile.TemporaryDirectory() as folder:
        check = check_file(WRITERS[name](Path(folder) / name, drawn), CONTEXT, REPORT)
    assert [*changed(drawn, check), *lost(drawn, check)] == []
    assert drawn.junk <= {finding.cell for finding in check.findings}
    if not drawn.junk and not (drawn.merges and name == "表.csv"):
        assert not check.blocking, check.findings
        assert sum(table.accepted for table in check.tables) == len(drawn.meant)
