"""A table as a file to take along: a workbook or a CSV that no program runs anything of, and that says what it is."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
# What no XML may hold, and halves of characters, which no encoding holds.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Chinese and Japanese spreadsheet programs take full-width signs for the signs themselves.
STARTS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
MOST_ROWS = 50_000
LONGEST_TEXT = 32_000
LARGEST_EXACT = 2**53
FIRST_YEAR = 1900
MOST_WIDTH, ROWS_MEASURED = 48, 200


@dataclass(frozen=True)
class Table:
    """What is taken along: its name, what is to be known about it, headings and rows."""

    title: str
    about: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    shares: frozenset[int] = frozenset()


def as_workbook(table: Table) -> bytes:
    """One sheet: what it is, headings that can be filtered, rows; days and numbers are days and numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet(_sheet_name(table.title))
        wrapped = {"text_wrap": True, "valign": "top"}
        text = book.add_format({**wrapped, "quote_prefix": True})
        day, number = book.add_format({**wrapped, "num_format": "yyyy-mm-dd"}), book.add_format(wrapped)
        share = book.add_format({**wrapped, "num_format": "0.0%"})
        sheet.write_string(0, 0, clean(table.about), book.add_format({"bold": True}))
        head = book.add_format({"bold": True, "bg_color": "#E4E7EB", "border": 1, "text_wrap": True, "valign": "top"})
        for column, heading in enumerate(table.headings):
            sheet.write_string(1, column, clean(heading), head)
        for row, values in enumerate(table.rows, start=2):
            for column, value in enumerate(map(cell, values)):
                if isinstance(value, str):
                    sheet.write_string(row, column, value, text)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value is not None:
                    sheet.write_number(row, column, value, share if column in table.shares else number)
        _lay_out(sheet, table)
    return out.getvalue()


def as_csv(table: Table) -> bytes:
    """The same as text, with a byte-order mark, by which spreadsheet programs know UTF-8."""
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n").writerow
    write([harmless(clean(table.about))])
    write([harmless(clean(heading)) for heading in table.headings])
    for row in table.rows:
        write([_in_csv(value) for value in map(cell, row)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def cell(value: Any) -> str | int | float | date | None:
    """A value as any spreadsheet can hold it: a number or a day where it is one exactly, else a text, else nothing."""
    if value is None or isinstance(value, bool | datetime):
        return None if value is None else clean(str(value))
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) <= LARGEST_EXACT:
        return value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        return value
    return clean(str(value)) or None


def clean(text: str) -> str:
    """A text without what a workbook cannot hold, and no longer than a cell."""
    text = ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) * 2 <= LONGEST_TEXT else _cut(text)


def harmless(text: str) -> str:
    """A text that a spreadsheet program does not take for a formula; a number stays one."""
    return f"'{text}" if STARTS_FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text) else text


def _cut(text: str) -> str:
    # A cell's length is counted in the halves of UTF-16, of which a rare character takes two.
    halves = text.encode("utf-16-le")
    cut = halves[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
    return text if len(halves) <= 2 * LONGEST_TEXT else f"{cut}…"


def _in_csv(value: str | int | float | date | None) -> str | int | float | None:
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else value


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", clean(title)).strip(" '")[:31] or "1"


def _lay_out(sheet: Worksheet, table: Table) -> None:
    last = len(table.headings) - 1
    for column in range(last + 1):
        values = [table.headings[column], *(row[column] for row in table.rows[:ROWS_MEASURED])]
        sheet.set_column(column, column, min(max(map(_width, values)) + 2, MOST_WIDTH))
    sheet.autofilter(1, 0, len(table.rows) + 1, last)
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)


def _width(value: Any) -> int:
    return max((_line_width(line) for line in str(value)[:400].splitlines()), default=0) if value is not None else 0


def _line_width(line: Iterable[str]) -> int:
    return sum(1 if letter.isascii() else 2 for letter in line)
