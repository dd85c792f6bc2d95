"""Files made to harm end in one clear sentence, in bounds of time and memory, and cost their neighbours nothing."""

from __future__ import annotations

import contextlib
import http.server
import os
import re
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from ingest import arrival, check, checking, intake, ooxml, pool
from ingest.batch import Member
from ingest.check import Context, FileCheck, check_file
from ingest.limits import BadLimit, Limits, Unreadable, in_force
from ingest.read import Workbook, read_workbook
from ingest.state import State
from tests.ingest import hostile
from tests.ingest.hostile import (
    HEADINGS,
    MAIN,
    MIB,
    ODS_TYPE,
    ROW,
    SHEET_PART,
    data_row,
    heading_row,
    inline,
    lie,
    lie_with_checksum,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    ole,
    parts_of,
    patched,
    table_cells,
    with_sheet,
    xls,
    xlsb,
    zipped,
)
from tests.ingest.stores import PLAN, meeting, roster

ROOT = Path(__file__).parents[2]
SENTENCE = re.compile(r"[^。\n]{4,120}。(?:[^。\n]{2,60}。)?")
STRINGS = f'<sst xmlns="{MAIN}">'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)
ODS_HEADINGS = ods_row(*map(ods_cell, HEADINGS))
FAR_IN_ODS = ods_row(repeat=1_048_574) + ods_row(
    '<table:table-cell table:number-columns-repeated="16383"/>', ods_cell("x")
)
Build = Callable[[Path], Path]


def refused(path: Path, context: Context, allowed: Limits | None = None) -> str:
    """The one sentence with which a file is refused."""
    found = check_file(path, context, limits=allowed)
    (finding,) = found.findings
    assert (finding.severity, finding.code, found.tables) == ("error", "file.unreadable", [])
    assert SENTENCE.fullmatch(finding.message), finding.message
    return finding.message


def is_read(found: FileCheck) -> bool:
    """Whether the one ordinary row of a file was read, and clean."""
    return [(table.row_count, table.accepted) for table in found.tables] == [(1, 1)]


@pytest.fixture(autouse=True)
def next_file_is_read(tmp_path: Path, context: Context) -> Iterator[None]:
    """Whatever a test does to the reader, the next ordinary file is read by the same process."""
    yield
    assert is_read(check_file(hostile.good(tmp_path / "next.xlsx"), context))


def strings(path: Path, body: str) -> Path:
    """A workbook with these shared strings."""
    return patched(path, xl__sharedStrings_dot_xml=f"{STRINGS}{body}</sst>")


def two_names_for_a_part(path: Path) -> Path:
    """Two parts whose names differ in case alone: one is checked, the other would be read."""
    far = parts_of(hostile.openpyxl_far(path, "XFD1048576"))
    return zipped(path, [*far.items(), (SHEET_PART.upper(), parts_of(hostile.good(path))[SHEET_PART])])


def renamed(path: Path, old: str, new: str) -> Path:
    """A workbook with a far cell whose parts have other names."""
    parts = parts_of(hostile.openpyxl_far(path, "XFD1048576"))
    return zipped(path, [(name.replace(old, new), body) for name, body in parts.items()])


def one_string_in_many_cells(path: Path) -> Path:
    """A long shared string, used again and again."""
    parts = parts_of(strings(path, f"<si><t>{'x' * 100_000}</t></si>"))
    cells = '<c t="s"><v>0</v></c>' * 10
    rows = "".join(f'<row r="{number}">{cells}</row>' for number in range(1, 20_000))
    return zipped(path, (parts | {SHEET_PART: hostile.SHEET.format("", rows, "").encode()}).items())


def listed_again(path: Path, name: str) -> Path:
    """A workbook whose sheet is listed a second time, under this name."""
    parts = parts_of(hostile.good(path))
    more = f'<sheet name="{name}" sheetId="2" r:id="rId1"/></sheets>'.encode()
    return zipped(path, (parts | {"xl/workbook.xml": parts["xl/workbook.xml"].replace(b"</sheets>", more)}).items())


def many_sheets(path: Path) -> Path:
    """A workbook whose one sheet is listed 1,500 times."""
    parts = parts_of(hostile.good(path))
    more = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, 1502)).encode()
    return zipped(
        path,
        (parts | {"xl/workbook.xml": parts["xl/workbook.xml"].replace(b"</sheets>", more + b"</sheets>")}).items(),
    )


def compressed_otherwise(path: Path) -> Path:
    """A workbook packed in a way that no office program uses."""
    parts = parts_of(hostile.good(path))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


def cut(build: Build, share: float) -> Build:
    """A file that did not arrive whole."""

    def make(path: Path) -> Path:
        build(path)
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
        return path

    return make


def as_bytes(content: bytes | str) -> Build:
    """A file of these bytes."""
    held = content.encode() if isinstance(content, str) else content

    def make(path: Path) -> Path:
        path.write_bytes(held)
        return path

    return make


def ole_in_a_ring(path: Path) -> Path:
    """An old workbook whose table of sectors leads in a circle."""
    xls(path, table_cells())
    content = bytearray(path.read_bytes())
    start = 512 + int.from_bytes(content[76:80], "little") * 512
    for sector in range(120):
        content[start + sector * 4 : start + sector * 4 + 4] = sector.to_bytes(4, "little")
    path.write_bytes(content)
    return path


def overlapping(path: Path) -> Path:
    """An archive whose list names one packed part forty times."""
    with_sheet(path, " " * (15 * MIB))
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        start = archive.start_dir
    first = content.index(b"PK\x01\x02", start)
    while content[first + 46 : first + 46 + len(SHEET_PART)] != SHEET_PART.encode():
        first = content.index(b"PK\x01\x02", first + 4)
    entry = content[first : content.index(b"PK", first + 4)]
    more = b"".join(entry.replace(b"sheet1", b"shee%02d" % n) for n in range(39))
    end = bytearray(content[content.rindex(b"PK\x05\x06") :])
    listed = content[start : len(content) - len(end)] + more
    count = int.from_bytes(end[8:10], "little") + 39
    end[8:20] = count.to_bytes(2, "little") * 2 + len(listed).to_bytes(4, "little") + start.to_bytes(4, "little")
    path.write_bytes(content[:start] + listed + end)
    return path


ATTACKS: dict[str, tuple[Build, str]] = {
    "zip bomb": (lambda p: with_sheet(p, " " * (30 * MIB)), "压缩炸弹"),
    "zip bomb in a part that is not a sheet": (lambda p: strings(p, "<si><t/></si>" * (2 * MIB)), "压缩炸弹"),
    "zip bomb in macros": (lambda p: patched(p, xl__vbaProject_dot_bin=b"\0" * (30 * MIB)), "压缩炸弹"),
    "a part larger than it says": (lambda p: lie(with_sheet(p, " " * (30 * MIB)), SHEET_PART, 1000), "损坏"),
    "strings larger than they say": (
        lambda p: lie(strings(p, "<si><t/></si>" * (2 * MIB)), "xl/sharedStrings.xml", 1000),
        "损坏",
    ),
    "strings with a size and checksum that fit their beginning": (
        lambda p: lie_with_checksum(strings(p, "<si/>" * (4 * MIB)), "xl/sharedStrings.xml", STRINGS.encode()),
        "损坏",
    ),
    "parts over one another": (overlapping, "解压后"),
    "packed in another way": (compressed_otherwise, "不正常"),
    "too many parts": (
        lambda p: zipped(p, [*parts_of(hostile.good(p)).items(), *((f"xl/{n}.xml", b"") for n in range(2000))]),
        "2000 个",
    ),
    "archives in archives": (lambda p: hostile.nested(p, 40), "压缩包"),
    "two parts of nearly one name": (two_names_for_a_part, "不正常"),
    "a sheet under another case": (lambda p: renamed(p, "sheet1.xml", "SHEET1.xml"), "范围过大"),
    "a sheet under another slash": (lambda p: renamed(p, "worksheets/", "worksheets\\"), "范围过大"),
    "entities": (lambda p: patched(p, xl__workbook_dot_xml=f"{LAUGHS}<workbook>&l9;</workbook>"), "DOCTYPE"),
    "entities behind a long comment": (
        lambda p: patched(p, xl__workbook_dot_xml=f"<!--{'x' * 9000}-->{LAUGHS}<workbook>&l9;</workbook>"),
        "DOCTYPE",
    ),
    "entities in another encoding": (
        lambda p: patched(
            p,
            xl__workbook_dot_xml=f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<workbook>&l9;</workbook>'.encode(
                "utf-16"
            ),
        ),
        "损坏",
    ),
    "entities in strings": (
        lambda p: patched(p, xl__sharedStrings_dot_xml=f"{LAUGHS}{STRINGS}<si><t>&l9;</t></si></sst>"),
        "损坏",
    ),
    "a local file as an entity": (
        lambda p: patched(
            p,
            xl__sharedStrings_dot_xml='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            f"{STRINGS}{'<si><t>&x;</t></si>' * 8}</sst>",
        ),
        "损坏",
    ),
    "entities in ods": (lambda p: ods(p, ods_table(ODS_HEADINGS), LAUGHS), "DOCTYPE"),
    "last corner": (lambda p: hostile.openpyxl_far(p, "XFD1048576"), "范围过大"),
    "last corner in small letters": (
        lambda p: with_sheet(p, heading_row() + '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>'),
        "远处",
    ),
    "last corner behind a tab": (
        lambda p: with_sheet(p, heading_row() + '<row r="1048576"><c\tr = "XFD1048576"><v>1</v></c></row>'),
        "远处",
    ),
    "last corner without an address": (
        lambda p: with_sheet(p, f'{heading_row()}<row r="1048576">{"<c><v>1</v></c>" * 16384}</row>'),
        "远处",
    ),
    "beyond any corner": (
        lambda p: with_sheet(p, heading_row() + '<row r="2"><c r="ZZZZZZZZZ99999999999"><v>1</v></c></row>'),
        "范围过大",
    ),
    "last corner in ods": (lambda p: ods(p, ods_table(ODS_HEADINGS + FAR_IN_ODS)), "范围过大"),
    "a cell repeated without end in ods": (lambda p: ods(p, ods_table(ods_row(ods_cell("x", 2 * 10**9)))), "范围过大"),
    "a row repeated without end in ods": (
        lambda p: ods(p, ods_table(ods_row(ods_cell("x"), repeat=2 * 10**9))),
        "范围过大",
    ),
    "many sheets of repeated rows in ods": (
        lambda p: ods(p, "".join(ods_table(ods_row(ods_cell("x", 10), repeat=900_000), f"s{n}") for n in range(50))),
        "范围过大",
    ),
    "negative repeats in ods": (lambda p: ods(p, ods_table(ods_row(ods_cell("x", -9)))), "损坏"),
    "a size that lies in ods": (
        lambda p: lie(ods(p, ods_table(ODS_HEADINGS + " " * (30 * MIB))), "content.xml", 1000),
        "损坏",
    ),
    "a type that is a bomb in ods": (
        lambda p: zipped(p, [("mimetype", ODS_TYPE + " " * (50 * MIB)), ("content.xml", "x")]),
        "没有工作簿",
    ),
    "last corner in xlsb": (lambda p: xlsb(p, [*table_cells(), (1_048_575, 16_383, "x")]), "远处"),
    "fifty million cells in xlsb": (lambda p: xlsb(p, [*table_cells(), (1_048_575, 48, "x")]), "远处"),
    "last corner in xls": (lambda p: xls(p, [*table_cells(), (65_535, 255, "x")]), "远处"),
    "sectors in a circle": (ole_in_a_ring, "。"),
    "a million commas": (as_bytes(",".join(HEADINGS) + "\n" + "," * 1_000_000), "表格过大"),
    "lines without end": (as_bytes(",".join(HEADINGS) + "\n" * 9_000_000), "表格过大"),
    "one line of 19 MB": (as_bytes(b"x" * (19 * MIB)), "CSV"),
    "a line of 100 MB": (as_bytes(b"x" * (100 * MIB)), "20 MB"),
    "a quotation that never ends": (as_bytes(",".join(HEADINGS) + '\n"' + "x," * MIB), "CSV"),
    "1,500 sheets": (many_sheets, "超过 100 张"),
    "3,000 sheets in ods": (
        lambda p: ods(p, "".join(ods_table(ODS_HEADINGS, f"s{n}") for n in range(3000))),
        "超过 100 张",
    ),
    "1,500 sheets in xlsb": (lambda p: xlsb(p, table_cells(), 1500), "。"),
    "a cell of 200,000 characters": (lambda p: with_sheet(p, heading_row() + data_row(A="长" * 200_000)), "128000"),
    "a string of 100,000 characters in 200,000 cells": (one_string_in_many_cells, "读取程序中断"),
    "relations nested a million deep": (
        lambda p: patched(p, xl___rels__workbook_dot_xml_dot_rels="<a>" * 1_000_000 + "</a>" * 1_000_000),
        "损坏",
    ),
    "no sheet at all": (lambda p: patched(p, xl__workbook_dot_xml=f'<workbook xmlns="{MAIN}"/>'), "没有一张工作表"),
    "one sheet under two names": (lambda p: listed_again(p, "另一张"), "不正常"),
    "two sheets of one name": (lambda p: listed_again(p, "会议"), "不正常"),
    "a thousand headings": (
        lambda p: with_sheet(p, "".join(heading_row(2 * n + 1) + data_row(2 * n + 2) for n in range(1000))),
        "表头",
    ),
    "200,000 merges": (
        lambda p: with_sheet(p, heading_row() + data_row(), after='<mergeCell ref="D2:D3"/>' * 200_000),
        "合并",
    ),
    "password": (hostile.encrypted, "密码"),
    "password in xls": (hostile.xls_with_password, "密码"),
    "not all of it": (cut(hostile.good, 0.6), "损坏"),
    "not all of it in xls": (cut(lambda p: xls(p, table_cells()), 0.5), "损坏"),
    "empty": (as_bytes(b""), "空"),
    "only a mark of UTF-8": (as_bytes(b"\xef\xbb\xbf"), "空"),
    "PDF": (as_bytes(b"\n%PDF-1.4\n"), "PDF"),
    "docx": (lambda p: zipped(p, [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<a/>")]), "Word"),
    "doc": (hostile.old_word, "Word"),
    "odt": (lambda p: zipped(p, [("mimetype", ODS_TYPE.replace("spreadsheet", "text"))]), "Word"),
    "pptx": (lambda p: zipped(p, [("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<a/>")]), "演示文稿"),
    "ppt": (lambda p: ole(p, {"PowerPoint Document": b"x" * 5000}), "演示文稿"),
    "a web page": (as_bytes("<html><table><tr><td>x</td></tr></table></html>"), "网页"),
    "a web page in UTF-16": (as_bytes("<html><table><tr><td>x</td></tr></table></html>".encode("utf-16")), "网页"),
    "a web page that begins with a comment": (as_bytes("<!-- x --><html><table>"), "网页"),
    "a web page in one file": (as_bytes("MIME-Version: 1.0\r\nContent-Type: multipart/related"), "网页"),
    "XML of 2003": (as_bytes('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>'), "2003"),
    "a program": (as_bytes(b"MZ\x90\0" + b"\0" * 64), "程序"),
    "a picture": (as_bytes(b"GIF89a" + b"\0" * 64), "图片"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_or_broken_file_ends_in_one_clear_sentence(tmp_path: Path, context: Context, name: str):
    build, word = ATTACKS[name]
    assert word in refused(build(tmp_path / "表.xlsx"), context)


BESIDE = [
    "zip bomb",
    "strings larger than they say",
    "entities in strings",
    "last corner",
    "last corner without an address",
    "a string of 100,000 characters in 200,000 cells",
    "no sheet at all",
    "one sheet under two names",
    "200,000 merges",
]


@pytest.mark.parametrize("name", BESIDE)
def test_a_large_file_whose_values_are_read_beside_its_check_is_refused_in_the_same_words(
    tmp_path: Path, context: Context, monkeypatch: pytest.MonkeyPatch, name: str
):
    build, word = ATTACKS[name]
    path = build(tmp_path / "表.xlsx")
    apart = refused(path, context)
    with monkeypatch.context() as patch:
        patch.setattr(pool, "PART_BYTES", 0)
        assert word in refused(path, context) == apart


MEASURE = """
import resource, sys
from ingest.check import Context, check_file
from ingest import pool
for path in sys.argv[1:]:
    print(check_file(path, Context()).findings[0].code)
pool.stop_all()
# A process begins with the peak of the one that started it: its own stands elsewhere.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
GREEDY = [
    "last corner behind a tab",
    "many sheets of repeated rows in ods",
    "fifty million cells in xlsb",
    "last corner in xls",
    "a string of 100,000 characters in 200,000 cells",
    "relations nested a million deep",
]


def test_a_small_file_takes_little_memory_whatever_it_says(tmp_path: Path):
    paths = [str(ATTACKS[name][0](tmp_path / f"{place}.xlsx")) for place, name in enumerate(GREEDY)]
    largest = max(Path(path).stat().st_size for path in paths)
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, *paths], cwd=ROOT, capture_output=True, text=True, check=True, env={}
    )
    *codes, peaks = run.stdout.splitlines()
    parent, worker = (int(kib) * 1024 for kib in peaks.split())
    assert codes == ["file.unreadable"] * len(GREEDY)
    assert worker <= Limits().memory_for(largest)
    assert parent <= 400 * MIB


def test_work_that_a_small_file_does_not_warrant_is_broken_off(
    tmp_path: Path, context: Context, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pool, "idle", [])
    rows = "".join(data_row(number) for number in range(2, 600_000))
    message = refused(with_sheet(tmp_path / "表.xlsx", heading_row() + rows), context, Limits(cpu_seconds=1))
    assert "太费时" in message


def test_how_much_work_and_memory_a_file_may_take_grows_with_its_size():
    allowed = Limits()
    assert allowed.seconds_for(5_000) == 10
    assert allowed.seconds_for(3 * MIB) == 40
    assert allowed.seconds_for(20 * MIB) == allowed.cpu_seconds == 60
    assert allowed.memory_for(5_000) < 800 * MIB
    assert allowed.memory_for(20 * MIB) == allowed.memory_bytes


@pytest.mark.parametrize("column", "ABCD")
@pytest.mark.parametrize(
    "text", ["九", "万", "9", "十", "教育局", "1日 ", "(上午", "填报", "合计", "a ", "、", "甲、", "、("]
)
def test_a_very_long_text_is_judged_quickly_and_shown_in_short(
    tmp_path: Path, context: Context, column: str, text: str
):
    row = data_row(**{column: text * (100_000 // len(text))})
    found = check_file(with_sheet(tmp_path / "表.xlsx", heading_row() + row), context)
    assert all(len(finding.message) <= 1_001 and len(finding.found) <= 301 for finding in found.findings)


ENDLESS = {
    "errors in one row": heading_row() + "<row>" + '<c t="e"><v>#N/A</v></c>' * 60_000 + "</row>",
    "errors in many rows": '<row><c t="e"><v>#N/A</v></c></row>' * 60_000,
    "formulas without an end": heading_row() + "<f " * 500_000,
    "rows without an end": heading_row() + '<row hidden="1" ' * 200_000,
    "merges without an end": heading_row() + "</sheetData>" + "<mergeCell " * 200_000,
    "columns without an end": "<col " * 200_000,
    "errors outside any cell": heading_row() + '<x t="e">' * 100_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_looking_for_what_a_sheet_hides_takes_time_in_step_with_its_size(tmp_path: Path, name: str):
    path = with_sheet(tmp_path / "表.xlsx", ENDLESS[name])
    with contextlib.suppress(Unreadable):
        ooxml.workbook_facts(path.read_bytes(), Limits())


@pytest.mark.parametrize("tag", ["<cellXfs ", "<numFmt ", "<xf "])
def test_looking_for_styles_takes_time_in_step_with_their_size(tag: str):
    found = ooxml.cell_styles(f"<styleSheet>{tag * 200_000}".encode())
    assert (found.percent, found.month) == (frozenset(), frozenset())


def test_a_very_long_list_is_read_quickly(tmp_path: Path, context: Context):
    headings = "".join(map(inline, ("A1", "B1", "C1", "D1"), ("单位", "会议类型", "召开日期", "邀请参加")))
    row = data_row(D="甲、" * 60_000)
    assert is_read(check_file(with_sheet(tmp_path / "表.xlsx", f'<row r="1">{headings}</row>{row}'), context))


def test_a_dimension_that_lies_changes_nothing(tmp_path: Path, context: Context):
    far = '<dimension ref="A1:XFD1048576"/>'
    assert is_read(check_file(with_sheet(tmp_path / "表.xlsx", heading_row() + data_row(), far), context))


def test_a_hundred_thousand_styled_empty_rows_are_no_rows(tmp_path: Path, context: Context):
    empty = "".join(
        f'<row r="{number}" s="1">' + "".join(f'<c r="{letter}{number}" s="1"/>' for letter in "ABCDEFGHIJ") + "</row>"
        for number in range(3, 100_003)
    )
    assert is_read(check_file(with_sheet(tmp_path / "表.xlsx", heading_row() + data_row() + empty), context))


def test_a_repeated_empty_end_in_ods_is_no_rows(tmp_path: Path, context: Context):
    empty = ods_row('<table:table-cell table:number-columns-repeated="16384"/>', repeat=1_048_574)
    path = ods(tmp_path / "表.ods", ods_table(ODS_HEADINGS + ods_row(*map(ods_cell, ROW)) + empty))
    assert is_read(check_file(path, context))


@pytest.mark.parametrize(("merge", "accepted"), [("A1:XFD1048576", 1), ("A2:ZZZZZZZ99999999999999", 0)])
def test_a_merge_without_end_reaches_no_further_than_the_table(
    tmp_path: Path, context: Context, merge: str, accepted: int
):
    after = f'<mergeCells count="1"><mergeCell ref="{merge}"/></mergeCells>'
    found = check_file(with_sheet(tmp_path / "表.xlsx", heading_row() + data_row(), after=after), context)
    assert [(table.row_count, table.accepted) for table in found.tables] == [(1, accepted)]


def test_macros_are_neither_run_nor_kept(tmp_path: Path, context: Context):
    path = patched(tmp_path / "表.xlsm", xl__vbaProject_dot_bin=b"Sub Auto_Open() Shell" * 100)
    assert is_read(check_file(path, context))
    assert "Auto_Open" not in repr(read_workbook(path))


def test_nothing_outside_a_file_is_ever_fetched(tmp_path: Path, context: Context):
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}"
        link = (
            f'<Relationships><Relationship Id="rId1" Target="{place}/book.xlsx" TargetMode="External"/></Relationships>'
        )
        linked = patched(tmp_path / "表.xlsx", xl__externalLinks___rels__externalLink1_dot_xml_dot_rels=link)
        assert is_read(check_file(linked, context))
        doctype = f'<!DOCTYPE a SYSTEM "{place}/a.dtd" [<!ENTITY x SYSTEM "{place}/x">]>'
        refused(patched(tmp_path / "甲.xlsx", xl__workbook_dot_xml=f"{doctype}<workbook>&x;</workbook>"), context)
        refused(ods(tmp_path / "乙.ods", ods_table(ODS_HEADINGS), doctype), context)
        server.shutdown()
    assert not asked


def test_only_ordinary_files_are_read(tmp_path: Path, context: Context):
    os.mkfifo(tmp_path / "pipe.xlsx")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        for path in (tmp_path, tmp_path / "pipe.xlsx", Path("/dev/zero"), Path("/dev/null")):
            assert "普通文件" in refused(path, context)
        assert "打不开" in refused(tmp_path / "s", context)
    assert "不见了" in refused(tmp_path / "none.xlsx", context)


def test_a_link_to_an_ordinary_file_is_that_file(tmp_path: Path, context: Context):
    hostile.good(tmp_path / "a.xlsx")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "a.xlsx")
    (tmp_path / "ring.xlsx").symlink_to(tmp_path / "ring.xlsx")
    assert is_read(check_file(tmp_path / "link.xlsx", context))
    assert "打不开" in refused(tmp_path / "ring.xlsx", context)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, context: Context):
    with (tmp_path / "a.xlsx").open("wb") as stream:
        stream.truncate(1 << 40)
    assert "20 MB" in refused(tmp_path / "a.xlsx", context)


def test_a_file_exchanged_while_it_is_read_is_refused(
    tmp_path: Path, context: Context, monkeypatch: pytest.MonkeyPatch
):
    path, other = hostile.good(tmp_path / "a.xlsx"), hostile.with_sheet(tmp_path / "b.xlsx", heading_row())

    def exchange_and_read(path: Path, allowed: Limits) -> Workbook:
        path.write_bytes(other.read_bytes())
        return read_workbook(path, allowed)

    with monkeypatch.context() as patch:
        patch.setattr(check, "read_workbook", exchange_and_read)
        assert refused(path, context) == arrival.SWAPPED


def test_a_file_exchanged_before_it_is_taken_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = tmp_path / "store"
    intake.init_store(store, PLAN)
    first, second = meeting(tmp_path, "甲.xlsx"), meeting(tmp_path, "乙.xlsx", attended=6)
    names = roster(tmp_path)
    checked = checking.checked

    def check_and_exchange(now: State, file: Member, given: intake.Given) -> intake.FileResult:
        result = checked(now, file, given)
        if file.path == first:
            first.write_bytes(second.read_bytes())
        return result

    monkeypatch.setattr(checking, "checked", check_and_exchange)
    results = intake.accept(store, [names, first, second])
    assert [result.outcome for result in results] == [intake.ACCEPTED, intake.REFUSED, intake.ACCEPTED]
    assert results[1].check.findings[0].message == arrival.SWAPPED


def test_one_deadly_file_among_several_costs_only_itself(tmp_path: Path, context: Context):
    files = [
        hostile.good(tmp_path / "甲.xlsx"),
        xlsb(tmp_path / "乙.xlsb", [*table_cells(), (1_048_575, 16_383, "x")]),
        with_sheet(tmp_path / "丙.xlsx", f'{heading_row()}<row r="1048576">{"<c><v>1</v></c>" * 16384}</row>'),
        hostile.good(tmp_path / "丁.xlsx"),
    ]
    assert [is_read(check_file(path, context)) for path in files] == [True, False, False, True]


def test_every_limit_is_a_setting():
    for field in fields(Limits):
        assert in_force({f"TAIZHANG_LIMIT_{field.name.upper()}": "7"}) == Limits(**{field.name: 7})
    assert in_force({"PATH": "/bin"}) == Limits()


@pytest.mark.parametrize("value", ["", "0", "-1", "many", "1.5", "²"])
def test_what_is_no_limit_is_refused_with_its_name(value: str):
    with pytest.raises(BadLimit, match="TAIZHANG_LIMIT_SHEETS"):
        in_force({"TAIZHANG_LIMIT_SHEETS": value})


def test_a_limit_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(BadLimit, match="TAIZHANG_LIMIT_SHEET; expected one of TAIZHANG_LIMIT_FILE_BYTES"):
        in_force({"TAIZHANG_LIMIT_SHEET": "7"})


def test_a_limit_that_is_set_holds(tmp_path: Path, context: Context, monkeypatch: pytest.MonkeyPatch):
    path = hostile.good(tmp_path / "a.xlsx")
    with monkeypatch.context() as patch:
        patch.setenv("TAIZHANG_LIMIT_MEMBERS", "3")
        assert "超过 3 个" in refused(path, context)


def test_every_limit_is_documented_with_its_default():
    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    for field in fields(Limits):
        assert re.search(rf"\| `TAIZHANG_LIMIT_{field.name.upper()}` \| {field.default:,.0f} \|", page), field.name
