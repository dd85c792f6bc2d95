"""An empty workbook to fill in: one sheet per kind, headings from its spec, drop-downs of what is known.

Lists stand on a hidden sheet and are used through defined names, because a list written into a cell's rule ends at 255
characters. Formulas and links are never made of text.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.spec import LISTS, Column, Sheet

ROWS_TO_FILL = 500
DATE_FORMAT = "yyyy-mm-dd"
PROPERTY = "taizhang-template"
NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False}


def write_template(path: Path, kinds: Iterable[str], context: Context) -> None:
    """Write a workbook with an empty sheet of every kind."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**NO_FORMULAS, "in_memory": True}) as book:
        book.set_custom_property(PROPERTY, "1")
        pages = {kind: book.add_worksheet(SHEETS[kind].title) for kind in kinds}
        lists = book.add_worksheet(LISTS)
        lists.very_hidden()
        choices = Choices(book, lists)
        for kind, page in pages.items():
            fill_sheet(book, page, SHEETS[kind], context, choices)
    path.write_bytes(content.getvalue())


class Choices:
    """The hidden sheet of lists: each list once, under a defined name."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self.book, self.sheet = book, sheet
        self.names: dict[tuple[str, ...], str] = {}

    def name_of(self, values: tuple[str, ...]) -> str:
        """The defined name of a list, written when it is first asked for."""
        if values not in self.names:
            number = len(self.names)
            self.sheet.write_column(0, number, values)
            letter = xlsxwriter.utility.xl_col_to_name(number)
            self.names[values] = f"list_{number + 1}"
            self.book.define_name(self.names[values], f"={LISTS}!${letter}$1:${letter}${len(values)}")
        return self.names[values]


def fill_sheet(book: Workbook, page: Worksheet, sheet: Sheet, context: Context, choices: Choices) -> None:
    """Headings, column formats and drop-downs of one sheet."""
    depth = max(heading_parts(sheet, column)[1] != "" for column in sheet.columns) + 1
    write_headings(book, page, sheet, depth)
    page.freeze_panes(depth, 1)
    date_format = book.add_format({"num_format": DATE_FORMAT})
    for index, column in enumerate(sheet.columns):
        width = max(10, 2 * len(heading_parts(sheet, column)[1] or column.label) + 4)
        page.set_column(index, index, width, date_format if column.type == "date" else None)
        if values := known_values(column, context):
            rule = {"validate": "list", "source": f"={choices.name_of(values)}", "error_type": "warning"}
            page.data_validation(depth, index, depth + ROWS_TO_FILL, index, rule)


def heading_parts(sheet: Sheet, column: Column) -> tuple[str, str]:
    """The upper and lower row of a heading; the lower is blank unless several columns share the upper one."""
    upper, _, lower = column.label.partition("/")
    shared = sum(other.label.startswith(f"{upper}/") for other in sheet.columns) > 1
    return (upper, lower) if shared else (column.label, "")


def write_headings(book: Workbook, page: Worksheet, sheet: Sheet, depth: int) -> None:
    """Headings in one row or two; neighbours under one upper heading share it."""
    style = book.add_format({"bold": True, "bg_color": "#E4E7EB", "border": 1, "align": "center", "text_wrap": True})
    for first, last, upper in runs(sheet):
        column = sheet.columns[first]
        mark = "*" if column.required else ""
        last_row = depth - 1 if heading_parts(sheet, column)[1] == "" else 0
        if (last_row, last) == (0, first):
            page.write(0, first, upper + mark, style)
        else:
            page.merge_range(0, first, last_row, last, upper + mark, style)
    for index, column in enumerate(sheet.columns):
        if lower := heading_parts(sheet, column)[1]:
            page.write(1, index, lower, style)


def runs(sheet: Sheet) -> list[tuple[int, int, str]]:
    """Neighbouring columns under one upper heading, as first, last and the heading."""
    found: list[tuple[int, int, str]] = []
    for index, column in enumerate(sheet.columns):
        upper, lower = heading_parts(sheet, column)
        if lower and found and found[-1][2] == upper:
            found[-1] = (found[-1][0], index, upper)
        else:
            found.append((index, index, upper))
    return found


def known_values(column: Column, context: Context) -> tuple[str, ...]:
    """What may be chosen in a column; empty when anything may be written."""
    known = {
        "unit": tuple(name for name, _ in context.units.values()),
        "branch": tuple(name for branches in context.branches.values() for name in branches.values()),
        "requirement": tuple(context.requirements),
        "milestone": tuple(context.milestones),
        "check": tuple(context.checks),
        "flag": ("是", "否"),
        "choice": (*column.choices, *context.added_choices(column)),
    }
    return known.get(column.type, ())
