"""The day of which a file speaks: a line such as 填报日期：2009年5月29日, above or below the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from ingest.address import cell
from ingest.context import Context
from ingest.dates import read_date
from ingest.findings import Finding
from ingest.fold import fold
from ingest.layout import Region
from ingest.parse import Read, show
from ingest.read import Grid, Value, rows_with, used_codes

REPORTED = re.compile(r"(?:填报|填表|制表|上报|报告|报表)(?:日期|时间)\s*(?:为|是)?\s*[::]?\s*(.*)")
UP_TO = re.compile(r"(?:数据)?(?:统计)?(?:截至|截止)(?:日期|时间|到)?\s*(?:为|是)?\s*[::]?\s*(.*)")
DATE_HEAD = re.compile(r"[\d〇○零一二三四五六七八九十年月日号./\- ]+")
LONGEST_LINE = 200
DEEPEST_COVER = 60


@dataclass(frozen=True)
class Stated:
    """A report date that a sheet states, and where."""

    sheet: str
    cell: str
    written: str
    read: Read
    is_reported: bool


def stated_dates(grid: Grid, regions: list[Region]) -> Iterator[Stated]:
    """All report dates outside the rows of facts and the headings."""
    outside = outside_rows(grid, regions)
    for place, column in enumerate(grid.columns):
        used = np.flatnonzero(used_codes(column.codes[outside], len(column.values))).tolist()
        labels = [code for code in used if is_label(column.values[code])]
        if not labels:
            continue
        for inside in np.flatnonzero(rows_with(column.codes, labels, len(column.values)) & outside):
            row, number = int(inside) + grid.first_row, place + grid.first_column
            written = str(column.values[column.codes[inside]])
            yield from stated(grid, row, number, written)


def is_label(value: Value) -> bool:
    """Whether a cell speaks of a report date at all."""
    if type(value) is not str or len(value) > LONGEST_LINE:
        return False
    return "截" in value or "日期" in value or "时间" in value


def outside_rows(grid: Grid, regions: list[Region]) -> np.ndarray:
    """The rows that are neither facts nor headings."""
    outside = np.ones(grid.height, dtype=bool)
    for region in regions:
        outside[region.rows] = outside[region.untouched] = False
        outside[region.heading.first_row - grid.first_row : region.heading.last_row - grid.first_row + 1] = False
    if not regions:
        outside[DEEPEST_COVER:] = False
    return outside


def stated(grid: Grid, row: int, column: int, written: str) -> Iterator[Stated]:
    """The date in a label's own cell, else in the next filled cell to its right."""
    for pattern, is_reported in ((REPORTED, True), (UP_TO, False)):
        match = pattern.search(fold(written))
        if not match:
            continue
        head = DATE_HEAD.match(match[1])
        value: Value = head[0].strip() if head and head[0].strip() else None
        if value is None and not match[1]:
            column, value = next(((c, v) for c, v in grid.row(row).items() if c > column), (column, None))
        if value is not None or match[1]:
            found = show(value if value is not None else match[1])
            yield Stated(grid.sheet_name, cell(row, column), found, read_date(value), is_reported)
        return


def report_date(found: list[Stated], context: Context, given: date | None) -> tuple[date | None, list[Finding]]:
    """The file's report date: as given, else as the sheets say, else today while the plan runs, else asked for."""
    reads = [Stated(s.sheet, s.cell, s.written, read_date(s.written, context.window), s.is_reported) for s in found]
    stated_days = [s for s in reads if s.is_reported and s.read.value] or [s for s in reads if s.read.value]
    days = sorted({s.read.value for s in stated_days})
    if given:
        return given, [differs(s, given) for s in stated_days[:1] if s.read.value != given]
    if len(days) == 1:
        return days[0], outside_campaign(stated_days[0], context)
    if len(days) > 1:
        return days[-1], [conflict(stated_days, days)]
    unread = [unreadable(s) for s in reads if s.read.is_refused and s.is_reported]
    if unread:
        return None, unread
    today = context.default_report_on()
    return today, [] if today else [asked_for(context)]


def outside_campaign(stated_day: Stated, context: Context) -> list[Finding]:
    """A day outside the campaign is pointed out; one of another year is asked about: it would move every status."""
    day = stated_day.read.value
    if not context.window or context.window[0] <= day <= context.window[1]:
        return []
    first, last = context.window
    message = f"填报日期 {day} 不在活动期间（{first} 至 {last}）内。写错了请改正。"
    if first.year <= day.year <= last.year:
        return [at(stated_day, "warning", "report_date.outside", message)]
    return [at(stated_day, "question", "report_date.other_year", f"{message}确实如此，请在上报时指定填报日期。")]


def differs(stated_day: Stated, given: date) -> Finding:
    """A report date given beside a different one in the file."""
    message = f"表内写的填报日期是 {stated_day.read.value}，本次按指定的 {given} 处理。"
    return at(stated_day, "warning", "report_date.differs", message)


def conflict(stated_days: list[Stated], days: list[date]) -> Finding:
    """Two report dates in one file."""
    last = next(s for s in stated_days if s.read.value == days[-1])
    message = f"文件里有不同的填报日期：{'、'.join(map(str, days))}。请改成同一天，或上报时指定填报日期。"
    return at(last, "question", "report_date.conflict", message)


def unreadable(stated_day: Stated) -> Finding:
    """A report date that cannot be read."""
    return at(stated_day, "error", "report_date.unreadable", f"填报日期{stated_day.read.message}")


def at(place: Stated, severity: str, code: str, message: str) -> Finding:
    """A finding at the cell that states the date."""
    return Finding(severity, place.sheet, place.cell, "report_on", place.written, message, "", code)


def asked_for(context: Context) -> Finding:
    """No report date, and today is outside the plan, or the clock does not show today."""
    message = "没有找到填报日期。请在表头上方写明，例如“填报日期：2009年5月29日”，或上报时指定填报日期。"
    if context.clock_is_behind:
        shown, entered = context.shown_today, context.entered_on
        message += f"本机日期是 {shown}，比台账上一次录入的日期 {entered} 还早，没有用它代替；请管理员校准本机时钟。"
    return Finding("error", "", "", "report_on", "", message, "", "report_date.missing")
