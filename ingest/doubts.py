"""Where a table's form leaves open what a cell means: columns given twice, merged numbers, cells without a heading.

Each is a question at its cell; the row waits for the answer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from string import ascii_uppercase
from typing import Any

import numpy as np

from ingest.address import cell, letters
from ingest.columns import Values, read_values
from ingest.context import Context
from ingest.findings import Finding
from ingest.fold import heading_form, squeeze
from ingest.layout import Region
from ingest.parse import is_blank, show
from ingest.read import GridColumn, rows_with
from ingest.rows import MOST_FINDINGS, Judged
from ingest.spec import Column, Sheet

NUMERIC = ("count", "number", "ratio")
FEWEST_BESIDE = 2


def doubt(judged: Judged, context: Context) -> None:
    """Ask about everything in a table that its form leaves open."""
    told = len(judged.findings)
    second = beside(judged.region, judged.sheet)
    for number, name in judged.region.heading.doubled.items():
        if number not in second:
            said_twice(judged, number, judged.sheet.column(name), context)
    merged_down(judged)
    merged_across(judged)
    months_alone(judged)
    without_heading(judged)
    judged.findings[told:] = capped(judged.findings[told:])


def capped(findings: list[Finding]) -> list[Finding]:
    """The findings, those of one code beyond a thousand only counted."""
    kept: dict[str, list[Finding]] = {}
    for finding in findings:
        kept.setdefault(finding.code, []).append(finding)
    return [finding for same in kept.values() for finding in (*same[:MOST_FINDINGS], *the_rest(same[MOST_FINDINGS:]))]


def the_rest(findings: list[Finding]) -> list[Finding]:
    """How many findings are not told one by one."""
    if not findings:
        return []
    message = f"还有 {len(findings)} 处同类问题，未逐一列出。"
    return [replace(findings[0], code="more", message=message, found="", suggestion="")]


def months_alone(judged: Judged) -> None:
    """2009年6月 typed into a cell becomes the first of June, shown without its day: the day was never told."""
    region = judged.region
    fields = {number: judged.sheet.column(name) for name, number in region.heading.columns.items()}
    shown = sorted((row, number) for row, number in region.grid.facts.months if is_date(fields.get(number)))
    for row, number in shown:
        value = region.grid.at(row, number)
        if not isinstance(value, date) or value.day != 1:
            continue
        for inside in region.places(row, row):
            found = f"{value.year}年{value.month}月"
            message = f"“{found}”没有说明是哪一天。请填实际日期，写成 2009-06-15 或 2009年6月15日 这样的日期。"
            ask(judged, inside, number, fields[number], "date.vague", message, found)


def is_date(column: Column | None) -> bool:
    """Whether a column holds days."""
    return column is not None and column.type == "date"


def beside(region: Region, sheet: Sheet) -> list[int]:
    """The columns of a second table to the right of the first: headings spelt the same again, a required one too."""
    again = {number: name for number, name in region.heading.doubled.items() if spelt_alike(region, number, name)}
    is_table = len(again) >= FEWEST_BESIDE and any(sheet.column(name).required for name in again.values())
    return list(again) if is_table else []


def spelt_alike(region: Region, number: int, name: str) -> bool:
    """Whether a doubled heading is the very heading that is read."""
    grid, row = region.grid, region.heading.last_row
    one, other = (grid.at(row, column) for column in (region.heading.columns[name], number))
    return one is not None and heading_form(show(one)) == heading_form(show(other))


def said_twice(judged: Judged, number: int, column: Column, context: Context) -> None:
    """Two columns for one field: where they differ nobody but the clerk knows which holds.

    A column under another spelling counts only where it can be read as the field: 会议名称 is often no 会议类型.
    """
    region = judged.region
    held = held_by(region, number)
    same = spelt_alike(region, number, column.field)
    if column.type == "text" and not same:
        return
    used = set(held.codes[region.rows].tolist())
    raw = [value if code in used else None for code, value in enumerate(held.values)]
    read = read_values(column, raw, context)
    firsts = judged.frame[column.field].to_list()
    differing = [
        inside
        for inside, code in enumerate(held.codes[region.rows].tolist())
        if not is_blank(raw[code])
        and not is_alike(read, code, firsts[inside])
        and (same or not is_refused(read, code))
        and squeeze(show(raw[code])) != squeeze(show(written_at(judged, inside, column)))
    ]
    judged.refused[differing] = True
    for inside in differing:
        ask_which(judged, inside, number, column, show(region.grid.at(row_of(judged, inside), number)))


def is_refused(read: Values, code: int) -> bool:
    """Whether a value cannot be read as the field."""
    return code in read.problems and read.problems[code].is_refused


def is_alike(read: Values, code: int, first: Any) -> bool:
    """Whether the second column, read, says what the first does."""
    return not is_refused(read, code) and read.values[code] is not None and read.values[code] == first


def written_at(judged: Judged, inside: int, column: Column) -> Any:
    """What stands in the column that is read."""
    region = judged.region
    return region.column(column.field).values[region.codes[column.field][region.rows[inside]]]


def ask_which(judged: Judged, inside: int, number: int, column: Column, found: str) -> None:
    """The question at the cell of the second column."""
    first = judged.place(inside, column.field)
    message = f"这一格是“{found}”，与同一行 {first} 的“{column.label}”不一致，不知道哪个对。请只保留一列。"
    ask(judged, inside, number, column, "value.two_columns", message, found)


def merged_down(judged: Judged) -> None:
    """One number merged over several rows: of each of them, or of all together?"""
    region = judged.region
    fields = {number: judged.sheet.column(name) for name, number in region.heading.columns.items()}
    for top, left, bottom, _ in region.grid.merges:
        column = fields.get(left)
        if column is None or column.type not in NUMERIC or top <= region.heading.last_row or bottom == top:
            continue
        rows = region.places(top, bottom)
        found = show(region.grid.at(top, left))
        if len(rows) < 2 or not found:
            continue
        judged.refused[rows] = True
        message = (
            f"“{column.label}”的 {found} 合并了第 {top} 至 {bottom} 行，分不清是每行都是 {found}，还是合起来 {found}。"
            "请取消合并，逐行填写。"
        )
        ask(judged, rows[0], left, column, "cell.merged_number", message, found)


def merged_across(judged: Judged) -> None:
    """One cell merged over several columns: its value is read for the first, but may be meant for all."""
    region = judged.region
    fields = {number: judged.sheet.column(name) for name, number in region.heading.columns.items()}
    for top, left, bottom, right in region.grid.merges:
        covered = [column for number, column in sorted(fields.items()) if left <= number <= right]
        if top <= region.heading.last_row or len(covered) < 2 or all(column.type == "text" for column in covered):
            continue
        rows = region.places(top, bottom)
        found = show(region.grid.at(top, left))
        if not rows or not found:
            continue
        judged.refused[rows] = True
        labels = "、".join(column.label for column in covered)
        message = f"“{found}”横着合并了几列（{labels}），分不清填的是哪一列。请取消合并，分别填写。"
        ask(judged, rows[0], left, covered[0], "cell.merged_across", message, found)


def without_heading(judged: Judged) -> None:
    """What stands in columns without a heading is not read. In a text file it shows that a row has slipped."""
    region, heading, grid = judged.region, judged.region.heading, judged.region.grid
    headed = {*heading.columns.values(), *heading.unknown, *heading.doubled}
    first, last = min(headed), max(headed)
    for number in range(first, grid.first_column + grid.width):
        if number in headed:
            continue
        held = held_by(region, number)
        blanks = [code for code, value in enumerate(held.values) if is_blank(value)]
        filled = np.flatnonzero(~rows_with(held.codes[region.rows], blanks, len(held.values))).tolist()
        if filled and grid.facts.is_delimited and number > last:
            slipped(judged, filled, number)
        elif filled:
            unread(judged, filled, number)


def slipped(judged: Judged, filled: list[int], number: int) -> None:
    """Rows longer than the heading: a comma inside a number has moved every cell behind it."""
    last = max(judged.region.heading.columns, key=judged.region.heading.columns.__getitem__)
    column = judged.sheet.column(last)
    told = {finding.cell.lstrip(ascii_uppercase) for finding in judged.findings if finding.code == "row.slipped"}
    for inside in filled:
        if str(row_of(judged, inside)) in told:
            continue
        found = show(judged.region.grid.at(row_of(judged, inside), number))
        message = "这一行比表头多出一格，后面的内容可能都错了位。多半是数字里有逗号（如 1,234），请去掉逗号后再报。"
        ask(judged, inside, number, column, "row.slipped", message, found)
    judged.refused[filled] = True


def unread(judged: Judged, filled: list[int], number: int) -> None:
    """A column of a workbook that has content and no heading."""
    found = show(judged.region.grid.at(row_of(judged, filled[0]), number))
    times = f"（共 {len(filled)} 处）" if len(filled) > 1 else ""
    message = f"{letters(number)} 列没有标题，里面的“{found}”没有读取{times}。要报请补上标题，不要请删去。"
    place = cell(row_of(judged, filled[0]), number)
    name = judged.region.grid.sheet_name
    judged.findings.append(Finding("warning", name, place, "", found, message, "", "column.unheaded"))


def held_by(region: Region, number: int) -> GridColumn:
    """The grid column of a number in the file."""
    return region.grid.columns[number - region.grid.first_column]


def row_of(judged: Judged, inside: int) -> int:
    """A row's number in the file."""
    return judged.region.row_number(judged.region.rows[inside])


def ask(judged: Judged, inside: int, number: int, column: Column, code: str, message: str, found: str) -> None:
    """A question at a cell; its row waits."""
    judged.refused[inside] = True
    place = cell(row_of(judged, inside), number)
    name = judged.region.grid.sheet_name
    judged.findings.append(Finding("question", name, place, column.field, found, message, "", code))
