"""What is taken along says what it is, keeps its values, and nothing in it runs, breaks or comes back as a report."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import polars as pl
import pytest

from dashboard import exports, takeaway, words
from ingest import intake, own

CREEP = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", '\n=HYPERLINK("x")', "＝1+1", "＠a"]
NUMBERS = ["-5", "+3", "12.5%", "2009"]
ODD = [
    "a\x00\x0bb\x1f",
    "\ud800x",
    "x\ufffe\uffff",
    "两行\r\n第二行",
    "_x0041_",
    "<b>&\"'",
    "{=1}",
    "http://x.invalid",
    "007",
]


def table(*columns: list[Any], title: str = "表") -> exports.Table:
    rows = list(zip(*columns, strict=True))
    return exports.Table(title, "表（说明）", [f"列{number}" for number in range(len(columns))], rows)


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=3, values_only=True))


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xml_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    for part in parts:
        ElementTree.fromstring(part)
    return "\n".join(parts)


def test_a_workbook_holds_no_formula_and_no_link_whatever_its_cells_begin_with() -> None:
    content = exports.as_workbook(table([*CREEP, *ODD]))
    xml = xml_of(content)
    assert not re.search(r"<f[ >]|<hyperlink", xml)
    assert [row[0] for row in sheet(content)] == [exports.clean(one) for one in [*CREEP, *ODD]]


def test_a_text_stays_a_text_when_its_cell_is_edited() -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.as_workbook(table(["=1+1"]))))
    assert book.active["A3"].quotePrefix
    assert book.active["A3"].data_type == "s"


@pytest.mark.parametrize("creep", CREEP)
def test_a_csv_cell_that_begins_like_a_formula_is_quoted(creep: str) -> None:
    assert lines(exports.as_csv(table([creep])))[2] == [f"'{exports.clean(creep)}"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_in_a_csv_is_not_quoted(number: str) -> None:
    assert lines(exports.as_csv(table([number])))[2] == [number]


def test_headings_and_the_line_above_them_are_as_harmless_as_the_rows() -> None:
    hostile = exports.Table("=1", "=1", ["=1"], [["x"]])
    assert lines(exports.as_csv(hostile))[:2] == [["'=1"], ["'=1"]]
    assert not re.search(r"<f[ >]", xml_of(exports.as_workbook(hostile)))


def test_a_cell_is_never_longer_than_a_workbook_can_hold_and_says_that_it_was_cut() -> None:
    for text in ("长" * 40_000, "𠮷" * 20_000):
        for cut in (sheet(exports.as_workbook(table([text])))[0][0], lines(exports.as_csv(table([text])))[2][0]):
            assert len(cut.encode("utf-16-le")) <= 2 * 32_767
            assert cut.endswith("…")
            assert text.startswith(cut[:-1])


def test_days_and_numbers_stay_days_and_numbers_and_nothing_stays_nothing() -> None:
    values = [date(2009, 6, 1), 3, 0.5, None, float("nan"), float("inf"), 10**20, date(1, 1, 1), ""]
    found = [row[0] for row in sheet(exports.as_workbook(table(values)))]
    assert found == [datetime(2009, 6, 1), 3, 0.5, None, None, None, "1" + "0" * 20, "0001-01-01"]
    written = [line[0] if line else "" for line in lines(exports.as_csv(table(values)))[2:]]
    assert written == ["2009-06-01", "3", "0.5", "", "", "", "1" + "0" * 20, "0001-01-01", ""]


def test_a_newline_stays_inside_its_cell() -> None:
    assert lines(exports.as_csv(table(["一\r\n二"], ["x"])))[2] == ["一\n二", "x"]


@pytest.mark.parametrize("title", ["a/b:c*d?e[f]", "'quoted'", "长" * 60, "", "\x00"])
def test_a_sheet_is_named_as_a_workbook_allows(title: str) -> None:
    name = openpyxl.load_workbook(io.BytesIO(exports.as_workbook(table(["x"], title=title)))).sheetnames[0]
    assert 0 < len(name) <= 31


@pytest.mark.parametrize("code", [words.CHINESE, words.ENGLISH])
def test_a_file_taken_along_is_not_taken_for_a_report_when_it_is_uploaded(
    code: str, demo_store: Path, tmp_path: Path
) -> None:
    mark = words.catalogue(code)["take.mark"]
    assert own.MARK in mark
    made = exports.Table("单位", f"单位（{mark}）", ["单位编码", "单位名称", "类别"], [["X1", "某单位", "镇街"]])
    (tmp_path / "taken.xlsx").write_bytes(exports.as_workbook(made))
    (tmp_path / "taken.csv").write_bytes(exports.as_csv(made))
    for found in intake.check(demo_store, [tmp_path / "taken.xlsx", tmp_path / "taken.csv"]):
        assert not found.check.tables


def test_a_word_is_taken_along_as_it_is_read_without_its_markup() -> None:
    words.speak(words.CHINESE)
    badge = takeaway.value_of("status", "overdue", lambda _: ":red-badge[✖ 逾期未办]")
    assert badge == "✖ 逾期未办"
    assert takeaway.value_of("found", "a*b", None) == "a*b"
    assert takeaway.value_of("overdue_count", 3, str) == 3


def test_a_file_speaks_the_language_of_its_page_although_it_is_made_later() -> None:
    words.speak(words.CHINESE)
    later = takeaway.asked_later(lambda made: "".join(made.headings).encode(), spoken, words.ENGLISH)
    assert later() == b"en"
    assert words.language() == words.CHINESE


def spoken() -> exports.Table:
    return exports.Table("", "", [words.language()], [])


def test_only_so_many_rows_are_taken_along() -> None:
    frame = pl.DataFrame({"row_number": range(exports.MOST_ROWS + 5)})
    made = takeaway.made(frame, {"row_number": "行"}, {}, "表", "")
    assert len(made.rows) == exports.MOST_ROWS
