"""Files as they come: formats, encodings, what the XML hides, and files made to kill the reader."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf import opendocument, table, text

from ingest import box, ooxml, pool
from ingest.dates import read_date
from ingest.limits import DEFAULTS
from ingest.read import Limits, Unreadable, read_workbook

HEADINGS = ["单位", "会议类型", "召开日期", "应到人数"]
ROW = ["教育局", "民主讨论", "2009年5月20日", "12人"]
SHEET_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def replace_part(path: Path, part: str, content: bytes) -> Path:
    """The same archive with one part exchanged."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


def refusal(path: Path, limits: Limits = DEFAULTS) -> str:
    """The message with which a file is refused."""
    with pytest.raises(Unreadable) as caught:
        read_workbook(path, limits)
    return str(caught.value)


def test_values_keep_their_place_when_the_table_starts_in_the_middle(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.cell(4, 3, "单位")
    book.active.cell(6, 5, 12)
    book.save(tmp_path / "a.xlsx")
    (grid,) = read_workbook(tmp_path / "a.xlsx").grids
    assert (grid.first_row, grid.first_column) == (4, 2)
    assert (grid.at(4, 2), grid.at(6, 4), grid.at(5, 3), grid.at(1, 0)) == ("单位", 12.0, None, None)


@pytest.mark.parametrize("number_format", [14, 22, 27, 28, 29, 30, 31, 36, 50, 52, 57, 58])
def test_the_date_formats_that_chinese_offices_write_are_dates(tmp_path: Path, number_format: int) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    style = book.add_format()
    style.set_num_format(number_format)
    book.add_worksheet().write_number(0, 0, 39979, style)
    book.close()
    value = read_workbook(tmp_path / "a.xlsx").grids[0].at(1, 0)
    assert (value.date() if isinstance(value, datetime) else value) == date(2009, 6, 15)


def test_true_is_not_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ([True], [1], [False], [0]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert [row[0] for row in read_workbook(tmp_path / "a.xlsx").grids[0].rows()] == ["TRUE", 1.0, "FALSE", 0.0]


def test_an_old_xls_is_read(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("会议")
    for column, value in enumerate(HEADINGS):
        sheet.write(0, column, value)
    sheet.write(1, 2, datetime(2009, 5, 20), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write_merge(1, 3, 0, 0, "教育局")
    book.save(str(tmp_path / "a.xls"))
    workbook = read_workbook(tmp_path / "a.xls")
    assert workbook.file_format == "xls"
    assert (workbook.grids[0].sheet_name, workbook.grids[0].at(2, 2)) == ("会议", date(2009, 5, 20))
    assert workbook.grids[0].merges == ((2, 0, 4, 0),)


def test_an_ods_is_read(tmp_path: Path) -> None:
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="会议")
    for values in (HEADINGS, ROW):
        row = table.TableRow()
        for value in values:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=value))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(tmp_path / "a.ods")
    workbook = read_workbook(tmp_path / "a.ods")
    assert workbook.file_format == "ods"
    assert list(workbook.grids[0].rows()) == [HEADINGS, ROW]


def test_an_ods_tells_its_merges_errors_and_hidden_rows(tmp_path: Path) -> None:
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="会议")
    for number, values in enumerate((["单位", "情况"], ["教育局", "#REF!"], ["税务局", "x"])):
        row = table.TableRow(visibility="collapse" if number == 2 else "visible")
        for value in values:
            span = 2 if value == "情况" else 1
            cell = table.TableCell(valuetype="string", numbercolumnsspanned=span)
            cell.addElement(text.P(text=value))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(tmp_path / "a.ods")
    (grid,) = read_workbook(tmp_path / "a.ods").grids
    assert grid.merges == ((1, 1, 1, 2),)
    assert (grid.errors, grid.facts.hidden_rows) == ({(2, 1): "#REF!"}, {3})


def test_a_far_cell_in_an_ods_is_refused(tmp_path: Path) -> None:
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="会议")
    sheet.addElement(table.TableRow(numberrowsrepeated=1_048_575))
    row = table.TableRow()
    row.addElement(table.TableCell(numbercolumnsrepeated=16_000))
    cell = table.TableCell(valuetype="string")
    cell.addElement(text.P(text="x"))
    row.addElement(cell)
    sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(tmp_path / "a.ods")
    assert "范围过大" in refusal(tmp_path / "a.ods")


def test_a_day_typed_as_a_number_into_a_date_cell_is_no_accident(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_number(0, 0, 20090615, book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    assert read_date(read_workbook(tmp_path / "a.xlsx").grids[0].at(1, 0)).value == date(2009, 6, 15)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"])
def test_csv_in_the_encodings_of_chinese_offices(tmp_path: Path, encoding: str, separator: str) -> None:
    content = "\r\n".join(separator.join(row) for row in (HEADINGS, ROW))
    (tmp_path / "a.csv").write_bytes(content.encode(encoding))
    assert list(read_workbook(tmp_path / "a.csv").grids[0].rows()) == [HEADINGS, ROW]


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_by_its_zero_bytes_whatever_letters_hold_some(
    tmp_path: Path, order: str
) -> None:
    rows = [["单位", "第一组\u3000一一", "x"], ["一一一", "伀洀", "1"]]
    (tmp_path / "a.csv").write_bytes("\r\n".join("\t".join(row) for row in rows).encode(order))
    assert list(read_workbook(tmp_path / "a.csv").grids[0].rows()) == rows


@pytest.mark.parametrize(
    "text", ["a,b\n", "单位,x\n", "联通,y\n", "移动\n", "一,二\n三,四\n", "bush hid the facts,1\n"]
)
def test_a_short_file_is_never_taken_for_utf_16(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_bytes(text.encode("gbk"))
    rows = [line.split(",") for line in text.splitlines()]
    assert list(read_workbook(tmp_path / "a.csv").grids[0].rows()) == rows


@pytest.mark.parametrize("content", [b"a\0\0\0,\0\0\0\n\0\0\0" * 9, b"a,b\n\0\0", b"\x01\0,\0\n\0" * 9, b"a\0,\0\n\0b"])
def test_zero_bytes_in_anything_but_text_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert "认不出" in refusal(tmp_path / "a.csv")


def test_csv_quotes_may_hold_separators_and_line_breaks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('单位,备注\n教育局,"一,二\n三"\n税务局\n', encoding="utf-8")
    rows = list(read_workbook(tmp_path / "a.csv").grids[0].rows())
    assert rows == [["单位", "备注"], ["教育局", "一,二\n三"], ["税务局", None]]


def test_the_name_of_a_file_does_not_decide_its_format(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(",".join(HEADINGS).encode("gbk"))
    assert read_workbook(tmp_path / "a.xlsx").file_format == "csv"


def test_error_cells_and_uncalculated_formulas_are_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"], book.active["C3"] = "单位", "=SUM(A1:A2)", "文字"
    book.active["D4"].data_type, book.active["D4"].value = "e", "#REF!"
    book.save(tmp_path / "a.xlsx")
    (grid,) = read_workbook(tmp_path / "a.xlsx").grids
    assert grid.facts.uncached == {(2, 1)}
    assert grid.errors == {(4, 3): "#REF!"}


def test_a_shared_formula_without_value_is_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "a.xlsx")
    cells = '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>3</v></c></row>'
    cells += '<row r="2"><c r="A2" s="0"><f t="shared" si="0"/></c><c r="B2"><v>1</v></c></row>'
    path = replace_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", SHEET_XML.format(cells).encode())
    assert read_workbook(path).grids[0].facts.uncached == {(2, 0)}


def test_cells_without_a_reference_are_counted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "a.xlsx")
    cells = '<row><c t="str"><v>x</v></c></row><row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>'
    path = replace_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", SHEET_XML.format(cells).encode())
    assert read_workbook(path).grids[0].errors == {(2, 1): "#N/A"}


def test_hidden_rows_columns_and_sheets_and_merges_are_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["C5"] = "单位", "x"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A1:C2")
    book.create_sheet("暗").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    first, second = read_workbook(tmp_path / "a.xlsx").grids
    assert (first.facts.hidden_rows, first.facts.hidden_columns) == ({3}, {1})
    assert first.merges == ((1, 0, 2, 2),)
    assert (first.is_hidden, second.is_hidden) == (False, True)


def test_a_cell_in_the_farthest_corner_is_refused_and_the_process_lives(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "单位", "x"
    book.save(tmp_path / "a.xlsx")
    assert "范围过大" in refusal(tmp_path / "a.xlsx")


@pytest.mark.parametrize("last", ["A560000", "A990000", "A1000000", "A9600000", "AA399999"])
@pytest.mark.parametrize("before", [0, 5, 384_000])
def test_a_far_cell_is_found_however_far_the_rows_before_it_reach(tmp_path: Path, before: int, last: str) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    rows = f'<row r="{before + 1}"><c r="Z{before + 1}"><v>1</v></c></row>{" " * 600_000}<row><c r="{last}"/></row>'
    path = replace_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", SHEET_XML.format(rows).encode())
    with pytest.raises(Unreadable, match="范围过大"):
        ooxml.workbook_facts(path.read_bytes(), DEFAULTS)


@pytest.mark.parametrize("row", [99_999, 100_000, 109_999, 110_000, 384_000, 899_999, 990_000, 999_999, 1_000_000])
def test_only_cells_a_tenth_beyond_the_rows_that_are_known_are_looked_at_closely(row: int) -> None:
    far = box.far_beyond(str(row))
    assert not any(far.search(b'<c r="Z%d"' % near) for near in (1, 99_999, row // 10, row - 1, row))
    assert all(far.search(b'<c r="A%d"' % (row * more // 10 + 1)) for more in (11, 12, 15, 20, 99, 100, 1_000))
    assert far.search(b'<c r="AA1"')


def test_a_worker_that_dies_is_replaced(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    good = workbook(会议=[HEADINGS, ROW])
    long = workbook("长表.xlsx", 会议=[HEADINGS, *([ROW] * 20_000)])
    # A worker that has read before may have memory to spare; a new one has none.
    pool.stop_all()
    with pytest.raises(Unreadable):
        read_workbook(long, Limits(memory_bytes=1024))
    assert read_workbook(good).grids[0].height == 2


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert "没有读完" in refusal(tmp_path / "a.xlsx", Limits(wall_seconds=0.3))


def test_workers_are_reused(workbook: Callable[..., Path]) -> None:
    path = workbook(会议=[HEADINGS, ROW])
    read_workbook(path)
    before = [worker.process.pid for worker in pool.idle]
    read_workbook(path)
    assert [worker.process.pid for worker in pool.idle] == before


def bomb(path: Path, size: int) -> Path:
    """A workbook whose sheet unpacks to very much white space."""
    openpyxl.Workbook().save(path)
    return replace_part(path, "xl/worksheets/sheet1.xml", SHEET_XML.format(" " * size).encode())


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    assert "压缩炸弹" in refusal(bomb(tmp_path / "a.xlsx", 30 * 2**20))
    assert "解压后超过 5 MB" in refusal(bomb(tmp_path / "b.xlsx", 8 * 2**20), Limits(part_bytes=5 * 2**20))


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 10 * 2**20)
    content = path.read_bytes()
    size = len(SHEET_XML.format(" " * (10 * 2**20)))
    assert content.count(size.to_bytes(4, "little")) == 2
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert "损坏" in refusal(path)


def test_a_doctype_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    xml = SHEET_XML.format("").replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
    assert "DOCTYPE" in refusal(replace_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", xml.encode()))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "网页"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>", "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"PK\x03\x04broken", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\x01\x02\0\0\0\x03binary", "认不出"),
    ],
)
def test_what_is_no_workbook_is_said_in_one_clear_sentence(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    assert word in refusal(path)


def test_a_word_document_and_a_plain_archive_are_told_apart(tmp_path: Path) -> None:
    for member, word in (("word/document.xml", "Word"), ("a.txt", "压缩包")):
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w") as archive:
            archive.writestr(member, "x")
        (tmp_path / "a.xlsx").write_bytes(body.getvalue())
        assert word in refusal(tmp_path / "a.xlsx")


def test_a_file_over_the_size_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x,y\n" * 1000)
    assert "拆分" in refusal(tmp_path / "a.csv", Limits(file_bytes=1000))


def test_a_missing_file_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_workbook(tmp_path / "none.xlsx")


def sheet_of_many_facts(path: Path) -> Path:
    """Some rows with everything that the facts pass looks for."""
    book = xlsxwriter.Workbook(path)
    sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0%"})
    for row in range(40):
        sheet.write_row(row, 0, ["教育局", row, "a&b </row>"])
        sheet.write_formula(row, 3, "=1/0", None, "#DIV/0!" if row % 5 else "")
        sheet.write_number(row, 4, 0.5, percent)
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    sheet.merge_range(41, 0, 42, 1, "合并")
    book.close()
    return path


@pytest.mark.parametrize("size", [64, 500, 4_096])
def test_what_the_xml_hides_is_found_wherever_the_pieces_it_is_read_in_are_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    content = sheet_of_many_facts(tmp_path / "a.xlsx").read_bytes()
    (whole,) = ooxml.workbook_facts(content, DEFAULTS).values()
    assert (len(whole.errors), len(whole.uncached), len(whole.percents)) == (32, 8, 40)
    assert (whole.hidden_rows, whole.hidden_columns, whole.merges) == ({8}, {1}, ((42, 0, 43, 1),))
    monkeypatch.setattr(ooxml, "PIECE", size)
    assert ooxml.workbook_facts(content, DEFAULTS) == {"Sheet1": whole}


def test_cells_without_a_reference_are_counted_across_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = "<row><c><v>1</v></c></row>" * 30 + '<row><c/><c t="e"><v>#REF!</v></c></row>'
    xlsxwriter.Workbook(tmp_path / "a.xlsx").close()
    path = replace_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", SHEET_XML.format(cells).encode())
    monkeypatch.setattr(ooxml, "PIECE", 100)
    assert ooxml.workbook_facts(path.read_bytes(), DEFAULTS)["Sheet1"].errors == {(31, 1): "#REF!"}
