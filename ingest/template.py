"""A workbook to fill in: how to, one sheet per kind with headings from its spec, drop-downs, hints, what is known.

Lists stand on a hidden sheet and are used through defined names, because a list written into a cell's rule ends at 255
characters. Formulas and links are never made of text. The sheets that are not to be filled in are marked as ours.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ingest import hints, own
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.known import Known, Row
from ingest.ooxml import TEMPLATE_PROPERTY
from ingest.ownwords import own_sheet
from ingest.spec import Column, Sheet

LISTS = "选项"
GUIDE = "填表说明"
LISTS_HEAD, GUIDE_HEAD = f"{LISTS}（{own.MARK}）", f"{GUIDE}（{own.MARK}）"
REPORT_DATE = "填报日期："
ROWS_TO_FILL = 500
A4 = 9
FORMATS = {"date": "yyyy-mm-dd", "ratio": "0%", "text": "@"}
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def workbook(
    kinds: Iterable[str],
    context: Context,
    rows: Mapping[str, list[Row]] | None = None,
    report_on: date | None = None,
) -> bytes:
    """A workbook with a sheet of every kind, and these rows and the report date filled in."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, own.NO_FORMULAS) as book:
        book.set_custom_property(TEMPLATE_PROPERTY.decode(), "1")
        sheets = [own_sheet(SHEETS[kind], context.words) for kind in kinds]
        write_guide(book, sheets, context)
        pages = {sheet.kind: book.add_worksheet(sheet.title) for sheet in sheets}
        lists = book.add_worksheet(LISTS)
        lists.write_string(0, 0, LISTS_HEAD)
        lists.very_hidden()
        choices = Choices(book, lists)
        formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        for sheet in sheets:
            filled = (rows or {}).get(sheet.kind, [])
            fill_sheet(book, pages[sheet.kind], sheet, context, choices, formats, filled)
            if report_on:
                pages[sheet.kind].write_datetime(0, 1, report_on, formats["date"])
    return content.getvalue()


def unit_workbook(kinds: Iterable[str], context: Context, known: Known, unit_id: str) -> bytes:
    """One unit's workbook: its name, its rows and what it owes filled in, its own names to choose from."""
    kinds = list(kinds)
    own_names = {unit_id: context.branches.get(unit_id, {})}
    alone = replace(context, units={unit_id: context.units[unit_id]}, branches=own_names)
    return workbook(kinds, alone, known.of(unit_id, kinds))


def every_unit(kinds: Iterable[str], context: Context, known: Known) -> bytes:
    """An archive with one workbook per unit, named for it."""
    kinds = list(kinds)
    content = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for unit_id, (title, _) in context.units.items():
            name = NOT_IN_NAMES.sub("_", title if title not in taken else f"{title}-{unit_id}")
            taken.add(name)
            archive.writestr(f"{name}.xlsx", unit_workbook(kinds, context, known, unit_id))
    return content.getvalue()


class Choices:
    """The hidden sheet of lists: each list once, under a defined name."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self.book, self.sheet = book, sheet
        self.names: dict[tuple[str, ...], str] = {}

    def name_of(self, values: tuple[str, ...]) -> str:
        """The defined name of a list, written when it is first asked for."""
        if values not in self.names:
            number = len(self.names)
            self.sheet.write_column(1, number, values)
            letter = xlsxwriter.utility.xl_col_to_name(number)
            self.names[values] = f"list_{number + 1}"
            self.book.define_name(self.names[values], f"={LISTS}!${letter}$2:${letter}${len(values) + 1}")
        return self.names[values]


def fill_sheet(
    book: Workbook,
    page: Worksheet,
    sheet: Sheet,
    context: Context,
    choices: Choices,
    formats: Mapping[str, Format],
    rows: list[Row],
) -> None:
    """One sheet: the report date, headings, what may stand in each column, the rows that are known."""
    depth = max(heading_parts(sheet, column)[1] != "" for column in sheet.columns) + 1
    page.write_string(0, 0, REPORT_DATE)
    page.write_blank(0, 1, None, formats["date"])
    page.data_validation(0, 1, 0, 1, hints.REPORT_DATE)
    write_headings(book, page, sheet, depth)
    first = depth + 1
    for index, column in enumerate(sheet.columns):
        width = max(10, 2 * len(heading_parts(sheet, column)[1] or column.label) + 4)
        page.set_column(index, index, width, formats.get(column.type))
        values = known_values(column, context)
        rule = hints.rule(column, choices.name_of(values) if values else None, context.words)
        page.data_validation(first, index, first + len(rows) + ROWS_TO_FILL, index, rule)
    for number, row in enumerate(rows, start=first):
        for index, column in enumerate(sheet.columns):
            write_value(page, number, index, row.get(column.field), formats.get(column.type))
    set_up_page(page, sheet, depth)


def write_value(page: Worksheet, row: int, column: int, value: Any, form: Format | None) -> None:
    """One value that is known; a text stays text."""
    if isinstance(value, date):
        page.write_datetime(row, column, value, form)
    elif isinstance(value, str):
        page.write_string(row, column, value, form)
    elif value is not None:
        page.write_number(row, column, value, form)


def set_up_page(page: Worksheet, sheet: Sheet, depth: int) -> None:
    """Headings stay in sight on the screen and stand on every page of paper."""
    page.freeze_panes(depth + 1, 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1, depth)
    page.hide_gridlines(0)
    page.set_header(f"&C{sheet.title}")
    page.set_footer("&C第 &P 页，共 &N 页")


def heading_parts(sheet: Sheet, column: Column) -> tuple[str, str]:
    """The upper and lower row of a heading; the lower is blank unless several columns share the upper one."""
    upper, _, lower = column.label.partition("/")
    shared = sum(other.label.startswith(f"{upper}/") for other in sheet.columns) > 1
    return (upper, lower) if shared else (column.label, "")


def write_headings(book: Workbook, page: Worksheet, sheet: Sheet, depth: int) -> None:
    """Headings in one row or two, below the report date; neighbours under one upper heading share it."""
    style = book.add_format({"bold": True, "bg_color": "#E4E7EB", "border": 1, "align": "center", "text_wrap": True})
    for first, last, upper in runs(sheet):
        column = sheet.columns[first]
        mark = "*" if column.required else ""
        last_row = depth if heading_parts(sheet, column)[1] == "" else 1
        if (last_row, last) == (1, first):
            page.write(1, first, upper + mark, style)
        else:
            page.merge_range(1, first, last_row, last, upper + mark, style)
    for index, column in enumerate(sheet.columns):
        if lower := heading_parts(sheet, column)[1]:
            page.write(2, index, lower, style)


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
        "choice": context.offered(column),
    }
    return known.get(column.type, ())


def write_guide(book: Workbook, sheets: Iterable[Sheet], context: Context) -> None:
    """How to fill the workbook in, and every column of it."""
    page = book.add_worksheet(GUIDE)
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 30)
    page.set_column(2, 2, 8)
    page.set_column(3, 3, 70, wrapped)
    page.write_string(0, 0, GUIDE_HEAD, bold)
    for row, line in enumerate(hints.GUIDE, start=1):
        page.write_string(row, 0, line)
    head = len(hints.GUIDE) + 2
    page.write_row(head, 0, ("工作表", "栏目", "必填", "怎么填"), bold)
    for row, cells in enumerate(guide_lines(sheets, context), start=head + 1):
        page.write_row(row, 0, cells)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)


def guide_lines(sheets: Iterable[Sheet], context: Context) -> Iterator[tuple[str, str, str, str]]:
    """One line per column of every sheet."""
    for sheet in sheets:
        for column in sheet.columns:
            yield sheet.title, column.label, "是" if column.required else "", hints.how_to(column, context.words)
