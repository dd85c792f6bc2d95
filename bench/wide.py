"""A workbook of very many rows, streamed, so that writing it costs little; with shared texts, as Excel writes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

Row = list[Any]
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DAY_ZERO = date(1899, 12, 30)
DATED = 1
AT_ONCE = 2_000


def write(path: Path, title: str, heads: list[list[str]], rows: Iterable[Row], row_count: int) -> Path:
    """Some lines of text and then the rows; every row has texts, counts and days where the first has them."""
    box = f"A1:{xl_col_to_name(len(heads[-1]) - 1)}{len(heads) + row_count}"
    strings: dict[str, int] = {}
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(shell(title)) as model:
            for name in set(model.namelist()) - {SHEET, STRINGS}:
                archive.writestr(name, model.read(name))
        write_part(archive, SHEET, worksheet(box, heads, iter(rows), strings))
        write_part(archive, STRINGS, shared(strings))
    return path


def shell(title: str) -> io.BytesIO:
    """An ordinary small workbook, for all its parts but the worksheet and the texts; its style 1 is a day."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet(title)
        sheet.write_string(0, 0, title)
        sheet.write_datetime(0, 1, DAY_ZERO, day)
    return held


def write_part(archive: zipfile.ZipFile, name: str, pieces: Iterator[str]) -> None:
    """One part of the package, never whole in memory."""
    with archive.open(name, "w") as part:
        for piece in pieces:
            part.write(piece.encode())


def worksheet(box: str, heads: list[list[str]], rows: Iterator[Row], strings: dict[str, int]) -> Iterator[str]:
    """The worksheet in pieces; the texts it points at are gathered on the way."""
    yield f'{HEAD}<worksheet xmlns="{SPREADSHEET}"><dimension ref="{box}"/><sheetData>'
    for number, line in enumerate(heads, 1):
        yield in_form(row_form(line), number, line, strings)
    first = next(rows)
    form, numbered = row_form(first), enumerate(chain([first], rows), len(heads) + 1)
    while held := [in_form(form, number, row, strings) for number, row in islice(numbered, AT_ONCE)]:
        yield "".join(held)
    yield "</sheetData></worksheet>"


def in_form(form: str, number: int, row: Row, strings: dict[str, int]) -> str:
    """One row, its gaps filled."""
    return form.format(*[cell(one, strings) for one in row], row=number)


def row_form(row: Row) -> str:
    """One row with gaps for its number and values."""
    kinds = {str: ' t="s"', date: f' s="{DATED}"', int: ""}
    cells = (f'<c r="{xl_col_to_name(at)}{{row}}"{kinds[type(one)]}><v>{{}}</v></c>' for at, one in enumerate(row))
    return f'<row r="{{row}}" spans="1:{len(row)}">{"".join(cells)}</row>'


def cell(value: Any, strings: dict[str, int]) -> int:
    """What stands in a cell: a count, a day's serial, or the number of a text."""
    if isinstance(value, str):
        return strings.setdefault(value, len(strings))
    return (value - DAY_ZERO).days if isinstance(value, date) else int(value)


def shared(strings: dict[str, int]) -> Iterator[str]:
    """The texts in pieces."""
    yield f'{HEAD}<sst xmlns="{SPREADSHEET}" uniqueCount="{len(strings)}">'
    texts = list(strings)
    for first in range(0, len(texts), AT_ONCE):
        yield "".join(f"<si><t>{escape(text)}</t></si>" for text in texts[first : first + AT_ONCE])
    yield "</sst>"
