"""The ledger 台账 as a workbook: every obligation on a line, with filters, and the counts that it adds up to."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard import data, lights
from dashboard.exports import SAFE, clean
from dashboard.paper.texts import printable
from dashboard.words import full_day, say

COLUMNS = {
    "unit_id": 10,
    "unit_name": 24,
    "unit_class": 12,
    "guidance_group": 16,
    "requirement_title": 24,
    "clause_id": 8,
    "bearer_name": 20,
    "owed_by": 20,
    "status": 13,
    "original_due_on": 11,
    "due_on": 11,
    "done_on": 11,
    "days_late": 9,
    "reason": 44,
    "places": 52,
}
FROZEN = 2
MOST_ROWS = 1_000_000
A4 = 9
Formats = Mapping[str, Any]


def document() -> bytes:
    """The file."""
    out = io.BytesIO()
    rows = data.frame("paper__ledger").to_dicts()
    with xlsxwriter.Workbook(out, SAFE) as book:
        book.set_properties({"created": datetime.combine(data.row("chrome__facts")["as_of"], time())})
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#E4E7EB", "border": 1, "text_wrap": True}),
            "text": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "number": book.add_format({"valign": "top"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
        }
        summary(book.add_worksheet(say("ledger.summary")), formats)
        for number, start in enumerate(range(0, max(len(rows), 1), MOST_ROWS), start=1):
            name = say("ledger.all") if number == 1 else f"{say('ledger.all')} {number}"
            obligations(book.add_worksheet(name), formats, rows[start : start + MOST_ROWS])
    return out.getvalue()


def summary(sheet: Worksheet, formats: Formats) -> None:
    """Of what and as of when it speaks, and how many obligations stand where: the same numbers as on the pages."""
    facts, head = data.row("chrome__facts"), data.row("overview__headline")
    sheet.set_column(0, 0, 26)
    sheet.write_string(0, 0, text(say("ledger.title", plan=facts["plan_title"])), formats["title"])
    told = say("ledger.about", day=full_day(facts["as_of"]), number=facts["ledger_number"])
    sheet.write_string(1, 0, text(told))
    counts = data.names(data.frame("paper__statuses"), "status", "obligation_count")
    lines = [
        *((say(f"column.{name}"), head[name]) for name in ("expected_count", "completed_count", "on_time_count")),
        *((lights.word(status), counts.get(status, 0)) for status in lights.STATUSES if status != "not_applicable"),
    ]
    for row, (label, count) in enumerate(lines, start=3):
        sheet.write_string(row, 0, label)
        sheet.write_number(row, 1, count)


def obligations(sheet: Worksheet, formats: Formats, rows: list[dict[str, Any]]) -> None:
    """The lines, under headings that stay in sight and can be filtered; on paper they repeat."""
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, say(f"column.{name}"), formats["head"])
    for number, row in enumerate(rows, start=1):
        for column, name in enumerate(COLUMNS):
            write(sheet, number, column, lights.word(row[name]) if name == "status" else row[name], formats)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    sheet.freeze_panes(1, FROZEN)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def write(sheet: Worksheet, row: int, column: int, value: Any, formats: Formats) -> None:
    """A day as a day, a number as a number, and anything else as text that no program runs."""
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats["number"])
    elif value is not None:
        sheet.write_string(row, column, text(value), formats["text"])


def text(value: Any) -> str:
    """A text that a cell can hold."""
    return clean(printable(value))
