"""A large sheet is read in parts, and says what it says when read whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from ingest import distinct, ooxml, worker
from ingest.limits import DEFAULTS, Unreadable
from tests.ingest.test_read import SHEET_XML, replace_part

WHOLE = 1 << 40
SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path, part_bytes: int) -> tuple[str, list[worker.RawSheet], str]:
    """A file as the reading process reads it."""
    return worker.read(str(path), DEFAULTS, part_bytes)


@pytest.fixture
def cuts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that were read, cut as small as can be."""
    read_of, found = distinct.sheet_of, list[str]()

    def noted(content: io.BytesIO, name: str) -> object:
        found.append(zipfile.ZipFile(io.BytesIO(content.getvalue())).read(SHEET).decode())
        return read_of(content, name)

    monkeypatch.setattr(distinct, "sheet_of", noted)
    monkeypatch.setattr(ooxml, "PIECE", 200)
    return found


def written(path: Path, fill: Callable[[xlsxwriter.Workbook, xlsxwriter.workbook.Worksheet], None]) -> Path:
    """A workbook with a sheet filled in code."""
    with xlsxwriter.Workbook(path) as book:
        fill(book, book.add_worksheet())
    return path


def of_xml(path: Path, rows: str) -> Path:
    """A workbook with a sheet of these rows."""
    xlsxwriter.Workbook(path).close()
    return replace_part(path, SHEET, SHEET_XML.format(rows).encode())


def every_kind(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
    """Texts, numbers, days, times, booleans, errors, formulas, formatted texts, merges, and what is hidden."""
    day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    for row in range(40):
        sheet.write_row(row, 0, ["教育局", row, row + 0.5, row % 2 == 0, "a&b </row>", "" if row % 3 else f"第{row}条"])
        sheet.write_datetime(row, 6, datetime(2009, 6, 1 + row % 9, row % 2), day)
        sheet.write_formula(row, 7, "=1/0", None, "#DIV/0!" if row % 5 else "")
        sheet.write_rich_string(row, 8, "甲", bold, "乙", str(row))
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.merge_range(41, 0, 42, 1, "合并")
    book.add_worksheet("另一张").write(3, 2, "小")


def with_gaps(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
    """Blank rows, and rows that begin further to the left or end further to the right than those above."""
    for row, column, width in ((2, 4, 2), (3, 4, 2), (9, 2, 3), (10, 2, 3), (11, 5, 1), (30, 0, 1), (31, 7, 2)):
        sheet.write_row(row, column, [f"{row}-{number}" for number in range(width)])


@pytest.mark.parametrize("fill", [every_kind, with_gaps])
def test_a_sheet_read_in_parts_is_the_sheet_read_whole(tmp_path: Path, cuts: list[str], fill: Callable) -> None:
    path = written(tmp_path / "a.xlsx", fill)
    whole = read(path, WHOLE)
    assert not cuts
    assert read(path, 0) == whole
    assert cuts


def numbered(number: int, cells: str = "") -> str:
    """A row that says which it is."""
    return f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>{cells}</row>'


FILLING = "".join(map(numbered, range(1, 40)))
UNCUT = {
    "rows without numbers": "<row><c><v>1</v></c></row>" * 60,
    "rows without numbers below those with": FILLING + "<row><c><v>1</v></c></row>" * 60,
    "rows that go up": "".join(map(numbered, range(40, 0, -1))),
    "a row that comes again": FILLING + numbered(3) + FILLING,
    "cells of another row": FILLING + numbered(40, '<c r="B2"><v>7</v></c>') + FILLING,
    "an end before the end": f"{FILLING}</sheetData><sheetData>{FILLING}",
    "rows in a comment": f"{FILLING}<!--{FILLING}-->{FILLING}",
    "rows in rows": f'{FILLING}<row r="40">{FILLING}<c><v>5</v></c></row>',
}


@pytest.mark.parametrize("name", UNCUT)
def test_a_sheet_that_cannot_be_cut_is_read_whole(tmp_path: Path, cuts: list[str], name: str) -> None:
    path = of_xml(tmp_path / "a.xlsx", UNCUT[name])
    assert read(path, 0) == read(path, WHOLE)


def test_what_the_pass_refuses_is_read_by_nobody(tmp_path: Path, cuts: list[str]) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(Unreadable, match="范围过大"):
        read(of_xml(tmp_path / "a.xlsx", FILLING + far), 0)
    assert not any("XFD" in cut for cut in cuts)


def test_rows_far_apart_are_refused_though_each_part_is_small(tmp_path: Path, cuts: list[str]) -> None:
    wide = "<c><v>1</v></c>" * 200
    rows = numbered(1) + f'<row r="2">{wide}</row>' + numbered(60_000)
    with pytest.raises(Unreadable, match="范围过大"):
        read(of_xml(tmp_path / "a.xlsx", rows), 0)


def test_days_are_days_in_every_part(tmp_path: Path, cuts: list[str]) -> None:
    path = written(tmp_path / "a.xlsx", every_kind)
    values = read(path, 0)[1][0].columns[6][0]
    assert {type(value) for value in values if value is not None} == {date, datetime}
