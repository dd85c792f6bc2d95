"""Of a large sheet each spelling of a cell is read once, and the sheet says what it says when read whole."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from ingest import distinct, ooxml, worker
from ingest.address import letters
from ingest.limits import DEFAULTS, Unreadable
from tests.ingest.test_read import SHEET_XML, replace_part

WHOLE = 1 << 40
VALUES = re.compile("<v>")
SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path, part_bytes: int) -> tuple[str, list[worker.RawSheet], str]:
    """A file as the reading process reads it."""
    return worker.read(str(path), DEFAULTS, part_bytes)


@pytest.fixture
def cuts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lists of cells that were read, in pieces as small as can be."""
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
def test_a_sheet_whose_cells_are_read_once_is_the_sheet_read_whole(
    tmp_path: Path, cuts: list[str], fill: Callable
) -> None:
    path = written(tmp_path / "a.xlsx", fill)
    whole = read(path, WHOLE)
    assert not cuts
    assert read(path, 0) == whole
    assert cuts


def test_a_cell_that_is_written_a_thousand_times_is_read_once(tmp_path: Path, cuts: list[str]) -> None:
    rows = [["教育局", "是", number % 7] for number in range(1_000)]
    path = written(tmp_path / "a.xlsx", lambda book, sheet: [sheet.write_row(*row) for row in enumerate_rows(rows)])
    assert read(path, 0) == read(path, WHOLE)
    assert len(VALUES.findall("".join(cuts))) == 1 + 1 + 7 + len(cuts)


def enumerate_rows(rows: list[list[object]]) -> list[tuple[int, int, list[object]]]:
    """Rows with their places."""
    return [(number, 0, row) for number, row in enumerate(rows)]


def numbered(number: int, cells: str = "") -> str:
    """A row that says which it is."""
    return f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>{cells}</row>'


FILLING = "".join(map(numbered, range(1, 40)))
CUT = {
    "rows that end earlier or later": "".join(
        numbered(n, f'<c r="C{n}"><v>2</v></c>' * (n % 3 == 0)) for n in range(1, 60)
    ),
    "rows that begin further to the right": FILLING + '<row r="50"><c r="D50"><v>1</v></c></row>' + numbered(51),
    "rows without cells": f'{FILLING}<row r="40" ht="15"/><row r="41" spans="1:3"></row>{numbered(42)}<row r="43"/>',
    "a number of a row in a style": "".join(numbered(n, f'<c r="B{n}" s="{n}"><v>{n}</v></c>') for n in range(1, 9)),
    "a number of a row in a text": "".join(
        numbered(n, f'<c r="B{n}" t="str"><v>第{n}"条，{n}"</v></c>') for n in range(1, 40)
    ),
    "blank cells around": "".join(
        f'<row r="{n}"><c r="B{n}" s="0"/><c r="C{n}">{"<v>5</v>" * (9 < n < 30)}</c><c r="D{n}"></c></row>'
        for n in range(1, 60)
    ),
    "rows alone": "".join(f'<row r="{n}"/><row r="{n + 1}"></row>' for n in range(1, 60, 2)),
    "blank cells alone": "".join(f'<row r="{n}"><c r="B{n}" s="0"/></row>' for n in range(1, 60)),
    "texts without letters": "".join(numbered(n, f'<c r="B{n}" t="str"><v></v></c>') for n in range(1, 40)),
    "texts without letters at the end": FILLING + '<row r="40"><c r="A40" t="str"><f>A1</f><v></v></c></row>',
    "one value in several spellings": "".join(
        numbered(n, f'<c r="B{n}" t="{("n", "str")[n % 2]}"><v>{("7", "7.0", "7e0")[n % 3]}</v></c>')
        for n in range(1, 40)
    ),
    "texts in the cells": "".join(
        numbered(n, f'<c r="B{n}" t="inlineStr"><is><t xml:space="preserve"> 第{n % 4}条 </t></is></c>')
        for n in range(1, 40)
    ),
    "spaces between the tags": FILLING.replace("<row", "\n<row").replace("<c", "\n  <c").replace("</row", "\n</row"),
    "a blank before the first value": "".join(
        numbered(n, f'<c r="B{n}"><v>{n % 3}</v></c>' * (n > 7)) for n in range(1, 40)
    ),
}


@pytest.mark.parametrize("name", CUT)
def test_however_rows_differ_their_cells_are_read_once(tmp_path: Path, cuts: list[str], name: str) -> None:
    path = of_xml(tmp_path / "a.xlsx", CUT[name])
    assert read(path, 0) == read(path, WHOLE)
    assert cuts


UNCUT = {
    "spaces inside cells": FILLING.replace("><", ">\n  <"),
    "rows without numbers": "<row><c><v>1</v></c></row>" * 60,
    "rows without numbers below those with": FILLING + "<row><c><v>1</v></c></row>" * 60,
    "cells without places": "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 60)),
    "a cell without a place": FILLING + numbered(40, "<c><v>7</v></c>") + numbered(41),
    "a cell with two places": FILLING + numbered(40, '<c r="B40" t="n" r="B2"><v>7</v></c>') + numbered(41),
    "cells that go left": FILLING + '<row r="40"><c r="C40"><v>1</v></c><c r="B40"><v>2</v></c></row>',
    "rows that go up": "".join(map(numbered, range(40, 0, -1))),
    "a row that comes again": FILLING + numbered(3) + FILLING,
    "cells of another row": FILLING + numbered(40, '<c r="B2"><v>7</v></c>') + FILLING,
    "an end before the end": f"{FILLING}</sheetData><sheetData>{FILLING}",
    "rows in a comment": f"{FILLING}<!--{FILLING}-->{FILLING}",
    "cells in a comment": FILLING + numbered(40, '<!--<c r="B40"><v>7</v></c>-->') + numbered(41),
    "rows in rows": f'{FILLING}<row r="40">{FILLING}<c><v>5</v></c></row>',
    "cells in cells": FILLING + '<row r="40"><c r="A40"><c r="B40"><v>7</v></c><v>8</v></c></row>',
    "a value that does not end": FILLING
    + '<row r="40"><c r="A40"><v>7</c><c r="B40"><v>8</v></c></row>'
    + numbered(41),
    "two values": FILLING + numbered(40, '<c r="B40"><v>7</v><v>8</v></c>') + numbered(41),
    "two values in two spellings": FILLING + numbered(40, '<c r="B40"><v/><v>8</v></c>') + numbered(41),
}


def told(path: Path, part_bytes: int) -> object:
    """What is read, or why nothing is."""
    try:
        return read(path, part_bytes)
    except Unreadable as refusal:
        return str(refusal)


@pytest.mark.parametrize("name", UNCUT)
def test_a_sheet_that_cannot_be_cut_is_read_whole(tmp_path: Path, cuts: list[str], name: str) -> None:
    path = of_xml(tmp_path / "a.xlsx", UNCUT[name])
    assert told(path, 0) == told(path, WHOLE)


def test_tags_with_a_prefix_are_read_like_others(tmp_path: Path, cuts: list[str]) -> None:
    xml = SHEET_XML.format(FILLING).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    path = of_xml(tmp_path / "a.xlsx", FILLING)
    whole = read(path, WHOLE)
    prefixed = replace_part(path, SHEET, xml.replace("xmlns=", "xmlns:x=").encode())
    assert read(prefixed, 0)[1] == read(prefixed, WHOLE)[1] == whole[1]
    assert cuts


def test_what_the_pass_refuses_is_read_by_nobody(tmp_path: Path, cuts: list[str]) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(Unreadable, match="范围过大"):
        read(of_xml(tmp_path / "a.xlsx", FILLING + far), 0)
    assert not any("XFD" in cut for cut in cuts)


def test_rows_far_apart_are_refused_though_few_are_filled(tmp_path: Path, cuts: list[str]) -> None:
    wide = "".join(f'<c r="{letters(column)}2"><v>1</v></c>' for column in range(200))
    rows = numbered(1) + f'<row r="2">{wide}</row>' + numbered(60_000)
    with pytest.raises(Unreadable, match="范围过大"):
        read(of_xml(tmp_path / "a.xlsx", rows), 0)


def test_days_are_days(tmp_path: Path, cuts: list[str]) -> None:
    path = written(tmp_path / "a.xlsx", every_kind)
    values = read(path, 0)[1][0].columns[6][0]
    assert {type(value) for value in values if value is not None} == {date, datetime}
