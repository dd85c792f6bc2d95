"""A small office for the tests of storing: an empty store on the shipped plan, and workbooks written in code."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

PLAN = Path(__file__).parents[2] / "data" / "plans" / "dongyang-2009"
ROSTER = [
    ["单位编码", "单位名称", "简称", "类别", "指导检查组", "党员数"],
    ["EDU", "东阳市教育局", "教育局", "市级部门", "第一指导检查组", 20],
    ["TAX", "东阳市税务局", "税务局", "市级部门", "第一指导检查组", 30],
]
MEETINGS = ["单位", "会议类型", "拟定日期", "召开日期", "应到人数", "实到人数"]


def write(path: Path, told_on: date | None, **sheets: list[list[Any]]) -> Path:
    """A workbook of these sheets, each under a line with the report date; days become date cells."""
    line = [[f"填报日期：{told_on.year}年{told_on.month}月{told_on.day}日"]] if told_on else [["各单位情况"]]
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(line + rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, column, value)
    return path


def roster(folder: Path) -> Path:
    """The roster of two units."""
    return write(folder / "名册.xlsx", date(2009, 5, 22), 单位名册=ROSTER)


def meeting(
    folder: Path,
    name: str = "会议.xlsx",
    *,
    unit: str = "东阳市教育局",
    held_on: date | None = date(2009, 6, 10),
    attended: Any = 7,
    told_on: date = date(2009, 6, 12),
) -> Path:
    """A workbook that tells of one meeting."""
    planned_on = date(2009, 6, 10)
    row = [unit, "领导班子专题民主生活会", planned_on, held_on, 7, attended]
    return write(folder / name, told_on, 会议=[MEETINGS, row])


def ask(store: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows that a query finds in the published store."""
    path = store / (store / "CURRENT").read_text().strip()
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()
