"""A made-up campaign of any size: the plan cut to fourteen obligations a unit, a roster, and two rounds of returns.

Seeded, so that the same size is the same campaign. Most units are punctual, some late, some silent.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from ingest.catalogue import SHEETS
from ingest.sheets.evaluations import CATEGORIES, DIMENSIONS, OPTIONS
from ingest.spec import Sheet

SHIPPED = Path(__file__).parents[1] / "data" / "plans" / "dongyang-2009"
SEED = 20090521
REQUIREMENTS = (
    "solicitation heart_talks pre_report leaders_meeting post_report branch_meeting draft group_review discussion "
    "revision evaluation publish_result formal_report filing"
).split()
ROUNDS = (date(2009, 6, 18), date(2009, 7, 10))
START = date(2009, 5, 21)
UNITS_PER_FILE = 2_500
UNITS_PER_GROUP = 25
SMALL_FILE_ROWS = 30
ATTACHED = "征求意见汇总、发言材料"
RECIPIENTS = "市纪委、市委组织部、市委学习实践活动办公室"

Row = dict[str, Any]


def write_plan(folder: Path) -> Path:
    """The shipped plan with fourteen requirements and the checks that speak of no others."""
    dropped = {row["requirement_id"] for row in read(SHIPPED / "requirements.csv")} - set(REQUIREMENTS)
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(SHIPPED.glob("*.csv")):
        rows = [
            row for row in read(path) if row.get("requirement_id") not in dropped and row.get("item") not in dropped
        ]
        write_table(folder / path.name, rows)
    return folder


def read(path: Path) -> list[dict[str, str]]:
    """A table of the plan."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write_table(path: Path, rows: list[dict[str, str]]) -> None:
    """A table of the plan, written back."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def unit_name(number: int) -> str:
    """A name such as 示例00017局."""
    return f"示例{number:05d}局"


def roster(unit_count: int) -> list[Row]:
    """One row a unit."""
    return [
        {
            "unit_id": f"D{number:05d}",
            "unit_name": unit_name(number),
            "unit_class": ("市级机关", "镇乡街道", "事业单位", "国有企业")[number % 4],
            "guidance_group": group_of(number),
            "contact_leader": f"市领导{number % 20 + 1}",
            "has_party_committee": "有",
            "leader_count": 5 + number % 4,
            "party_leader_count": 5,
            "member_count": 20 + number % 50,
        }
        for number in range(unit_count)
    ]


def group_of(number: int) -> str:
    """The guidance group of a unit."""
    return f"第{number // UNITS_PER_GROUP + 1}指导检查组"


def branches(unit_count: int) -> list[Row]:
    """One branch a unit."""
    return [
        {
            "unit_id": unit_name(n),
            "branch_id": "B1",
            "branch_name": f"{unit_name(n)}机关支部",
            "member_count": 20 + n % 50,
        }
        for n in range(unit_count)
    ]


def evidence(number: int, until: date) -> Iterator[tuple[str, Row]]:
    """All that one unit has done by a day, by kind of sheet."""
    dice = random.Random(SEED * 100_003 + number)
    slow = dice.choice((0, 0, 0, 0, 2, 9))
    silent_from = dice.choice((99, 99, 99, 99, 99, dice.randrange(14)))
    for order, (kind, day, fields) in enumerate(steps(number)):
        happened = START + timedelta(days=day + slow + dice.randrange(3))
        if happened <= until and order < silent_from:
            dates = {name: happened for name in fields if fields[name] is DAY}
            yield kind, {"unit_id": unit_name(number), **fields, **dates}


DAY = object()


def steps(number: int) -> list[tuple[str, int, Row]]:
    """The fourteen things a unit does, in order: sheet, day of the campaign, row."""
    leaders, members, group = 5 + number % 4, 20 + number % 50, group_of(number)
    all_came = {
        "expected_count": leaders,
        "attended_count": leaders,
        "has_minutes": "有",
        "theme": "学习实践科学发展观",
    }
    branch = {"branch_id": "B1", "expected_count": members, "attended_count": members, "has_minutes": "有"}
    invited = f"{group}、市纪委、市委组织部、市领导{number % 20 + 1}"
    return [
        ("meetings", 3, {"meeting_type": "征求意见", "held_on": DAY}),
        ("meetings", 6, {"meeting_type": "谈心交心", "held_on": DAY}),
        ("reports", 10, pre_report()),
        ("meetings", 18, {"meeting_type": "领导班子专题民主生活会", "held_on": DAY, "invited": invited, **all_came}),
        ("reports", 22, {"report_type": "会后情况报告", "submitted_on": DAY, "recipients": RECIPIENTS}),
        ("meetings", 23, {"meeting_type": "党支部组织生活会", "held_on": DAY, "theme": "学习实践科学发展观", **branch}),
        ("reports", 25, {"report_type": "分析检查报告初稿", "completed_on": DAY, "chaired_by_head": "是"}),
        ("reviews", 28, {"material_type": "分析检查报告初稿", "reviewer": group, "sent_on": DAY, "conclusion": "通过"}),
        ("meetings", 30, {"meeting_type": "民主讨论", "held_on": DAY, **all_came}),
        ("reports", 33, {"report_type": "修改稿", "completed_on": DAY}),
        ("evaluations", 38, ballots(number)),
        ("reports", 41, {"report_type": "评议结果", "published_on": DAY, "publication_method": "公开栏"}),
        ("reports", 42, {"report_type": "正式报告", "completed_on": DAY, "published_on": DAY}),
        ("reports", 44, {"report_type": "备案", "submitted_on": DAY, "attachments": "分析检查报告、民主评议结果"}),
    ]


def pre_report() -> Row:
    """The report before the meeting."""
    return {
        "report_type": "会前书面报告",
        "submitted_on": DAY,
        "submission_form": "书面",
        "recipients": RECIPIENTS,
        "attachments": ATTACHED,
    }


def ballots(number: int) -> Row:
    """The counted ballots of one evaluation."""
    voters = 40 + number % 30
    counts: Row = {f"{name}_count": voters // len(CATEGORIES) for name, *_ in CATEGORIES}
    for name, *_ in DIMENSIONS:
        counts |= {f"{name}_{option}_count": 0 for option, *_ in OPTIONS} | {f"{name}_good_count": voters}
    held = {"evaluation_form": "评议会", "evaluated_on": DAY}
    return {**held, "issued_count": voters, "returned_count": voters, "valid_count": voters, **counts}


def write_roster(folder: Path, unit_count: int) -> Path:
    """The workbook of units and branches."""
    sheets = {"units": roster(unit_count), "branches": branches(unit_count)}
    return write_workbook(folder / "roster.xlsx", sheets)


def write_returns(folder: Path, unit_count: int, until: date) -> list[Path]:
    """The workbooks of one round: what every unit had done by then, some thousand units in each."""
    paths = []
    for first in range(0, unit_count, UNITS_PER_FILE):
        sheets: dict[str, list[Row]] = {}
        for number in range(first, min(first + UNITS_PER_FILE, unit_count)):
            for kind, row in evidence(number, until):
                sheets.setdefault(kind, []).append(row)
        paths.append(write_workbook(folder / f"returns-{until}-{first:05d}.xlsx", sheets))
    return paths


def write_small_files(folder: Path, unit_count: int, file_count: int) -> list[Path]:
    """Many small workbooks, as units send them: the meetings of one unit, a few dozen rows."""
    paths = []
    for number in range(file_count):
        rows = [small_row(number % unit_count, number // unit_count, session) for session in range(SMALL_FILE_ROWS)]
        paths.append(write_workbook(folder / f"small-{number:03d}.xlsx", {"meetings": rows}))
    return paths


def write_unit_files(folder: Path, unit_count: int, until: date) -> list[Path]:
    """A small workbook a unit: all that it had done by a day."""
    paths = []
    for number in range(unit_count):
        sheets: dict[str, list[Row]] = {}
        for kind, row in evidence(number, until):
            sheets.setdefault(kind, []).append(row)
        if sheets:
            paths.append(write_workbook(folder / f"unit-{number:03d}.xlsx", sheets))
    return paths


def small_row(unit: int, part: int, session: int) -> Row:
    """One session of study in one unit."""
    return {
        "unit_id": unit_name(unit),
        "meeting_type": "集中学习",
        "session_number": part * SMALL_FILE_ROWS + session + 1,
        "held_on": START + timedelta(days=session),
        "expected_count": 30,
        "attended_count": 25 + session % 5,
        "has_minutes": "有",
        "theme": f"专题学习第{session + 1}讲",
    }


def write_workbook(path: Path, sheets: dict[str, list[Row]]) -> Path:
    """A workbook with one worksheet a kind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as workbook:
        for kind, rows in sheets.items():
            write_rows(workbook, SHEETS[kind], list(SHEETS[kind].fields), iter(rows))
    return path


def write_rows(workbook: xlsxwriter.Workbook, sheet: Sheet, names: list[str], rows: Iterator[Row]) -> None:
    """A worksheet: the headings as the form has them, then the rows."""
    worksheet = workbook.add_worksheet(sheet.title)
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    first = write_headings(worksheet, [sheet.column(name).label for name in names])
    writers: dict[type, Callable[..., Any]] = {str: worksheet.write_string, int: worksheet.write_number}
    for number, row in enumerate(rows, first):
        for place, name in enumerate(names):
            value = row.get(name)
            if isinstance(value, date):
                worksheet.write_datetime(number, place, value, day)
            elif value is not None:
                writers[type(value)](number, place, value)


def write_headings(worksheet: xlsxwriter.worksheet.Worksheet, labels: list[str]) -> int:
    """One row of headings, or two where some are written upper/lower; returns the first row below."""
    if not any("/" in label for label in labels):
        worksheet.write_row(0, 0, labels)
        return 1
    uppers = [label.split("/")[0] for label in labels]
    for place, label in enumerate(labels):
        upper, _, lower = label.partition("/")
        if not lower:
            worksheet.merge_range(0, place, 1, place, upper)
            continue
        worksheet.write_string(1, place, lower)
        if place == 0 or uppers[place - 1] != upper:
            last = place + uppers.count(upper) - 1
            worksheet.merge_range(0, place, 0, last, upper) if last > place else worksheet.write_string(0, place, upper)
    return 2
