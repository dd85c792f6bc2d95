"""A plan as a workbook to fill in: its sheets with hints and drop-downs, and the rows of a plan to start from."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ingest import own, plan_hints
from ingest.build import readable_plan
from ingest.plan_catalogue import PLAN_SHEETS
from ingest.spec import Column, Sheet
from ingest.template import A4, GUIDE, GUIDE_HEAD, ROWS_TO_FILL, write_headings, write_value
from ingest.validate import REFERENCES

TARGETS = {(kind, field): target for kind, field, target, _ in REFERENCES}
HEAD_ROWS = 2
WIDE = {"title", "title_en", "summary", "evidence", "due_rule", "applies_when", "item", "value", "alternatives", "why"}


def plan_workbook(plan: Path) -> bytes:
    """The plan in a folder or workbook as a workbook of its own, to be changed into another."""
    frames = readable_plan(plan).frames
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, own.NO_FORMULAS) as book:
        write_guide(book)
        form = {"text": book.add_format({"num_format": "@"}), "date": book.add_format({"num_format": "yyyy-mm-dd"})}
        for kind, sheet in PLAN_SHEETS.items():
            rows = frames[kind].to_dicts() if kind in frames else []
            fill_sheet(book, in_chinese(sheet), rows, form)
    return content.getvalue()


def in_chinese(sheet: Sheet) -> Sheet:
    """A sheet under its Chinese headings, which stand after the fields' own names."""
    columns = tuple(replace(one, headings=(one.headings[1], *one.headings)) for one in sheet.columns)
    return replace(sheet, columns=columns)


def fill_sheet(book: Workbook, sheet: Sheet, rows: list[dict[str, Any]], form: dict[str, Format]) -> None:
    """One sheet: its name, headings, hints, and the rows there are."""
    page = book.add_worksheet(sheet.title)
    page.write_string(0, 0, f"{sheet.title}：每栏怎么写见“{GUIDE}”，点中格子也有提示")
    write_headings(book, page, sheet, 1)
    last = HEAD_ROWS + len(rows) + ROWS_TO_FILL
    name_ids(book, sheet, last)
    for index, column in enumerate(sheet.columns):
        style = form["date" if column.type == "date" else "text"]
        page.set_column(index, index, 36 if column.field in WIDE else 16, style)
        page.data_validation(HEAD_ROWS, index, last, index, plan_hints.rule(column, choices(sheet, column)))
        for number, row in enumerate(rows, start=HEAD_ROWS):
            write_value(page, number, index, row[column.field], style)
    lay_out(page, sheet)


def name_ids(book: Workbook, sheet: Sheet, last: int) -> None:
    """A name for the column of a sheet's ids, from which the other sheets choose."""
    place = [column.field for column in sheet.columns].index(sheet.key[0])
    letter = xlsxwriter.utility.xl_col_to_name(place)
    book.define_name(f"{sheet.kind}_ids", f"={sheet.title}!${letter}${HEAD_ROWS + 1}:${letter}${last + 1}")


def choices(sheet: Sheet, column: Column) -> str | None:
    """The defined name of what may be chosen in a column: another sheet's ids, or allowed words."""
    if target := TARGETS.get((sheet.kind, column.field)):
        return f"{target}_ids"
    return f"allowed_{column.field}" if column.choices else None


def lay_out(page: Worksheet, sheet: Sheet) -> None:
    """Headings stay in sight on the screen and stand on every page of paper."""
    page.freeze_panes(HEAD_ROWS, 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    page.set_header(f"&C{sheet.title}")


def write_guide(book: Workbook) -> None:
    """How to write a plan, every column of it, every kind of check; and the words to choose from."""
    page = book.add_worksheet(GUIDE)
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for index, width in enumerate((14, 18, 30, 80)):
        page.set_column(index, index, width, wrapped if index == 3 else None)
    lines = [(GUIDE_HEAD,), *((line,) for line in plan_hints.GUIDE), (), ("工作表", "栏目", "必填", "怎么写")]
    lines += [row for sheet in PLAN_SHEETS.values() for row in column_lines(in_chinese(sheet))]
    lines += [(), ("核查方式", "问什么", "核查内容", "标准")]
    lines += [(kind, *forms) for kind, forms in plan_hints.KINDS.items()]
    lines += [(), (plan_hints.OPERANDS,)]
    for row, cells in enumerate(lines):
        page.write_row(row, 0, cells, bold if cells[:1] in (("工作表",), ("核查方式",)) else None)
    write_allowed(book, page, len(lines) + 1)


def column_lines(sheet: Sheet) -> list[tuple[str, ...]]:
    """One line per column of a sheet."""
    return [
        (sheet.title, column.label, "是" if column.required else "", plan_hints.how_to(column))
        for column in sheet.columns
    ]


def write_allowed(book: Workbook, page: Worksheet, first: int) -> None:
    """The allowed words of each column of choices, under a name, below the guide."""
    listed = {column.field: column for sheet in PLAN_SHEETS.values() for column in sheet.columns if column.choices}
    for index, (field, column) in enumerate(listed.items()):
        letter = xlsxwriter.utility.xl_col_to_name(index)
        page.write_string(first, index, field)
        page.write_column(first + 1, index, list(column.choices))
        last = first + 1 + len(column.choices)
        book.define_name(f"allowed_{field}", f"={GUIDE}!${letter}${first + 2}:${letter}${last}")
