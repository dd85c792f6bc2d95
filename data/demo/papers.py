"""Told rows put on paper: a workbook a week and hand, made the same to the byte every time."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from data.demo.hands import Hand, in_words
from data.demo.names import CITY
from data.demo.rows import Row
from ingest.catalogue import SHEETS
from ingest.spec import Column

MADE_AT = datetime(2009, 5, 22, 9, 0, 0)
SERIAL = "序号"
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "note": {"align": "left"},
    "heading": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True},
    "text": {"border": 1, "valign": "vcenter"},
    "date": {"border": 1, "valign": "vcenter", "num_format": "yyyy-m-d"},
    "ratio": {"border": 1, "valign": "vcenter", "num_format": "0%"},
}


@dataclass(frozen=True)
class Paper:
    """One sheet: its kind, its rows in order and the columns that are filled."""

    kind: str
    rows: list[Row]
    hand: Hand
    told_on: date

    @property
    def title(self) -> str:
        """What stands above the table."""
        return self.hand.title.format(SHEETS[self.kind].title)

    @property
    def note(self) -> str:
        """The line with the report date."""
        return self.hand.note.format(in_words(self.told_on))

    @property
    def columns(self) -> list[Column]:
        """The columns that any row fills, in the form's order."""
        return [column for column in SHEETS[self.kind].columns if any(filled(row, column) for row in self.rows)]

    @property
    def stray(self) -> tuple[str, ...]:
        """The heading and the words of a column that no form asks for, if the clerk added one."""
        return self.hand.strays.get((self.kind, self.told_on), ())

    @property
    def headings(self) -> list[str]:
        """The headings as written."""
        asked_for = [self.hand.heading(column) for column in self.columns]
        return [*([SERIAL] if self.hand.numbers_rows else []), *asked_for, *self.stray[:1]]

    @property
    def types(self) -> list[str]:
        """The type of each column as written."""
        return [
            *(["text"] if self.hand.numbers_rows else []),
            *(column.type for column in self.columns),
            *self.stray[1:],
        ]

    def lines(self, names: dict[str, tuple[str, ...]]) -> list[list[object]]:
        """The cells as written, units by name."""
        lines = [[self.cell(row, column, names) for column in self.columns] for row in self.rows]
        if self.hand.numbers_rows:
            lines = [[number, *line] for number, line in enumerate(lines, start=1)]
        lines = [[*line, *self.stray[1:]] for line in lines]
        return [*lines, self.total(lines)] if self.hand.adds_up and self.kind == "evaluations" else lines

    def total(self, lines: list[list[object]]) -> list[object]:
        """The clerk's last line: 合计, and the sums of the counts."""
        place = self.types.index("unit")
        return [
            "合计" if across == place else sum(map(number_in, column)) if self.types[across] == "count" else None
            for across, column in enumerate(zip(*lines, strict=True))
        ]

    def cell(self, row: Row, column: Column, names: dict[str, tuple[str, ...]]) -> object:
        """One cell; a unit goes by one of its names, the same within a week."""
        value = row.cells.get(column.field)
        if column.type == "unit":
            spellings = names[str(value)]
            return spellings[(self.told_on.day + len(str(spellings[0])) + int(str(value)[1:])) % len(spellings)]
        return self.hand.written(column.field, value)


def number_in(value: object) -> int:
    """A cell's number, for adding up."""
    return value if isinstance(value, int) else 0


def filled(row: Row, column: Column) -> bool:
    """Whether the row has something for the column."""
    return row.cells.get(column.field) not in (None, ())


def write_workbook(path: Path, papers: list[Paper], names: dict[str, tuple[str, ...]], author: str = CITY) -> None:
    """An .xlsx of these sheets."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": papers[0].title, "author": f"{author}(虚构)", "created": MADE_AT})
        formats = {name: book.add_format(made) for name, made in FORMATS.items()}
        for paper in papers:
            write_sheet(book.add_worksheet(SHEETS[paper.kind].title), paper, names, formats)


def write_sheet(sheet: Any, paper: Paper, names: dict[str, tuple[str, ...]], formats: dict[str, Any]) -> None:
    """Title, note, heading of one row or two, and the lines."""
    headings = paper.headings
    last = len(headings) - 1
    sheet.merge_range(0, 0, 0, last, paper.title, formats["title"])
    sheet.merge_range(1, 0, 1, last, paper.note, formats["note"])
    first = write_headings(sheet, headings, formats["heading"])
    sheet.freeze_panes(first, 0)
    sheet.set_column(0, last, 13)
    lines = paper.lines(names)
    kinds = paper.types
    for down, line in enumerate(lines, start=first):
        for across, value in enumerate(line):
            write_cell(sheet, down, across, value, kinds[across], formats)
    if paper.hand.merges_units and "unit" in kinds:
        merge_runs(sheet, [line[kinds.index("unit")] for line in lines], first, kinds.index("unit"), formats["text"])


def write_headings(sheet: Any, headings: list[str], style: Any) -> int:
    """The heading at row 3; in two rows when any of it has an upper part. Returns the first line below."""
    if not any("/" in heading for heading in headings):
        sheet.write_row(2, 0, headings, style)
        return 3
    across = 0
    for upper, group in groupby(headings, key=lambda heading: heading.split("/")[0]):
        lower = [heading.partition("/")[2] for heading in group]
        if lower == [""]:
            sheet.merge_range(2, across, 3, across, upper, style)
        else:
            sheet.merge_range(2, across, 2, across + len(lower) - 1, upper, style)
            sheet.write_row(3, across, lower, style)
        across += len(lower)
    return 4


def write_cell(sheet: Any, down: int, across: int, value: object, kind: str, formats: dict[str, Any]) -> None:
    """One cell, dates and shares as such."""
    if value is None:
        sheet.write_blank(down, across, None, formats["text"])
    elif isinstance(value, date):
        sheet.write_datetime(down, across, datetime(value.year, value.month, value.day), formats["date"])
    else:
        sheet.write(down, across, value, formats["ratio" if kind == "ratio" else "text"])


def merge_runs(sheet: Any, values: list[object], first: int, across: int, style: Any) -> None:
    """The same unit in lines that follow each other becomes one tall cell."""
    down = first
    for value, run in groupby(values):
        tall = len(list(run))
        if tall > 1:
            sheet.merge_range(down, across, down + tall - 1, across, value, style)
        down += tall


def write_csv(path: Path, paper: Paper, names: dict[str, tuple[str, ...]]) -> None:
    """A comma-separated file in GBK, as an old spreadsheet program saves it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([paper.title])
    writer.writerow([paper.note])
    writer.writerow(paper.headings)
    writer.writerows([["" if value is None else value for value in line] for line in paper.lines(names)])
    path.write_bytes(text.getvalue().encode("gbk"))
