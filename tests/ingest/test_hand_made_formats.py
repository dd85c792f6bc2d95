"""The formats that offices save in, each built in code: what is read, and what a notice says could not be seen."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from odf import opendocument, style, table, text

from ingest.check import Context, FileCheck, check_file
from tests.ingest.formats import write_xlsb
from tests.ingest.test_hand_made_sheets import EDU, EDU_READ, HEAD, REPORT, TAX, TAX_READ, Write, only, places, rows_of

IN_1904 = (date(2009, 5, 20) - date(1904, 1, 1)).days
SERIAL = (date(2009, 5, 20) - date(1899, 12, 30)).days
AS_TEXT = [["教育局", "民主讨论", "2009-05-20", "12", "11"], ["税务局", "民主讨论", "2009-05-20", "9", "9"]]
TRADITIONAL = [
    ["單位", "會議類型", "召開日期", "應到人數", "實到人數"],
    ["教育局", "民主討論", "2009年5月20日", "12", "11"],
    ["稅務局", "民主討論", "2009年5月20日", "9", "9"],
]


def write_xls(path: Path, *, from_1904: bool = False) -> Path:
    """An old workbook with a day as a date cell, a merged unit, a hidden row, an error and a hidden sheet."""
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    sheet, hidden = book.add_sheet("会议"), book.add_sheet("上月")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for column, word in enumerate(HEAD):
        sheet.write(0, column, word)
        hidden.write(0, column, word)
    for row, values in enumerate((EDU, TAX), 1):
        for column, value in enumerate(values):
            if column == 2:
                sheet.write(row, column, datetime(2009, 5, 20), day)
            else:
                sheet.write(row, column, value)
    sheet.row(2).hidden = True
    hidden.visibility = 1
    for column, value in enumerate(AS_TEXT[1]):
        hidden.write(1, column, value)
    book.save(str(path))
    return path


@pytest.mark.parametrize("name", ["表.xls", "表.et", "表.xlsx", "表"])
def test_an_old_workbook_is_read_under_any_name_and_says_what_it_hides(tmp_path: Path, context: Context, name: str):
    check = check_file(write_xls(tmp_path / name), context, REPORT)
    assert rows_of(check) == [EDU_READ, TAX_READ]
    assert places(check) == [("notice", "", ""), ("notice", "上月", "")]
    assert "看不到错误值、没有算出结果的公式、只写到月的日期和隐藏的行列" in check.findings[0].message
    assert "另存为 .xlsx" in check.findings[0].message


def test_a_binary_workbook_is_read_and_says_what_it_hides(tmp_path: Path, context: Context):
    rows = [HEAD, ["教育局", "民主讨论", SERIAL, 12, "11人"], ["税务局", "民主讨论", "5月20日", 9, "#REF!"]]
    check = check_file(write_xlsb(tmp_path / "表.xlsb", "会议", rows, dates=(2,)), context, REPORT)
    assert rows_of(check) == [EDU_READ, (*TAX_READ[:4], None)]
    assert only(check).severity == "notice"
    assert "看不到错误值、没有算出结果的公式、只写到月的日期、合并的单元格和隐藏的行列" in only(check).message


@pytest.mark.parametrize("number_format", [27, 28, 31, 36, 50, 57, 58])
def test_a_day_in_a_built_in_chinese_format_of_an_old_workbook_is_a_day(
    tmp_path: Path, context: Context, number_format: int
):
    path = write_xls(tmp_path / "表.et")
    # The style's format, which the writer numbers 165 as the second of its own, becomes a built-in one.
    styled = re.compile(rb"(\xe0\x00\x14\x00..)\xa5\x00", re.DOTALL)
    content, changes = styled.subn(rb"\g<1>" + bytes([number_format, 0]), path.read_bytes())
    path.write_bytes(content)
    check = check_file(path, context, REPORT)
    assert (changes, rows_of(check)) == (1, [EDU_READ, TAX_READ])


def test_a_workbook_with_macros_is_read_and_the_macros_are_not(tmp_path: Path, workbook: Write, context: Context):
    path = workbook("表.xlsm", 会议=[HEAD, EDU])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    check = check_file(path, context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ], [])


def ods_row(
    sheet: table.Table,
    values: list[object],
    *,
    is_hidden: bool = False,
    formula: str | None = None,
    day_shown: str | None = None,
) -> None:
    """A row of an OpenDocument sheet; the last cell may be a formula that was never calculated."""
    row = table.TableRow(visibility="collapse" if is_hidden else "visible")
    for value in values:
        if isinstance(value, date):
            cell = table.TableCell(valuetype="date", datevalue=value.isoformat())
        elif isinstance(value, int):
            cell = table.TableCell(valuetype="float", value=str(value))
        else:
            cell = table.TableCell(valuetype="string")
        shown = day_shown if day_shown and isinstance(value, date) else str(value)
        for line in shown.split("\n"):
            cell.addElement(text.P(text=line))
        row.addElement(cell)
    if formula:
        row.addElement(table.TableCell(formula=formula))
    sheet.addElement(row)


def write_ods(path: Path) -> Path:
    """An OpenDocument workbook with a hidden row, an error, a formula without a value and a hidden sheet."""
    document = opendocument.OpenDocumentSpreadsheet()
    unseen = style.Style(name="unseen", family="table")
    unseen.addElement(style.TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    sheet, hidden = table.Table(name="会议"), table.Table(name="上月", stylename="unseen")
    for values in ([*HEAD, "邀请参加"], [*EDU, "市纪委\n组织部"]):
        ods_row(sheet, values)
    ods_row(sheet, TAX, is_hidden=True)
    ods_row(sheet, ["水务局", "民主讨论", date(2009, 5, 20), 9, "#REF!"])
    ods_row(sheet, ["东阳一中", "民主讨论", date(2009, 5, 20), 9], formula="of:=[.D9]")
    for values in (HEAD, TAX):
        ods_row(hidden, values)
    for one in (sheet, hidden):
        document.spreadsheet.addElement(one)
    document.save(path)
    return path


@pytest.mark.parametrize("name", ["表.ods", "表.xlsx"])
def test_an_opendocument_workbook_is_read_and_hides_nothing(tmp_path: Path, context: Context, name: str):
    check = check_file(write_ods(tmp_path / name), context, REPORT)
    assert rows_of(check) == [EDU_READ, TAX_READ]
    assert check.tables[0].rows["invited"].to_list() == ["市纪委、市委组织部", None]
    assert places(check) == [
        ("notice", "会议", "A3"),
        ("error", "会议", "E4"),
        ("error", "会议", "E5"),
        ("notice", "上月", ""),
    ]
    assert "#REF!" in check.findings[1].message and "公式没有计算结果" in check.findings[2].message


@pytest.mark.parametrize("shown", ["2009年6月", "二〇〇九年六月", "2009-06", "2009/6", "Jun-09", "June 2009"])
def test_a_month_without_its_day_is_asked_about_in_an_opendocument_workbook_too(
    tmp_path: Path, context: Context, shown: str
):
    document, sheet = opendocument.OpenDocumentSpreadsheet(), table.Table(name="会议")
    ods_row(sheet, list(HEAD))
    ods_row(sheet, ["教育局", "民主讨论", date(2009, 6, 1), 12, 11], day_shown=shown)
    ods_row(sheet, ["税务局", "民主讨论", date(2009, 6, 1), 9, 9], day_shown="2009年6月1日")
    document.spreadsheet.addElement(sheet)
    document.save(tmp_path / "表.ods")
    check = check_file(tmp_path / "表.ods", context, date(2009, 6, 30))
    assert (only(check).severity, only(check).cell, only(check).code) == ("question", "C2", "date.vague")
    assert [row[0] for row in rows_of(check)] == ["TAX"]


@pytest.mark.parametrize("name", ["表.csv", "表.xls", "表.et", "表.txt"])
def test_a_workbook_is_known_by_its_content_and_not_by_its_name(workbook: Write, context: Context, name: str):
    check = check_file(workbook(name, 会议=[HEAD, EDU]), context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ], [])


@pytest.mark.parametrize("name", ["表.csv", "表.xls", "表.xlsx", "表.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_text_file_is_read_in_every_encoding_and_with_every_separator(
    tmp_path: Path, context: Context, name: str, encoding: str, mark: str
):
    content = "\r\n".join(mark.join(row) for row in [HEAD, *AS_TEXT])
    (tmp_path / name).write_bytes(content.encode(encoding))
    check = check_file(tmp_path / name, context, REPORT)
    assert (rows_of(check), only(check).code) == ([EDU_READ, TAX_READ], "format.unseen")


def test_a_text_file_says_once_what_it_hides_and_that_the_workbook_it_came_from_is_better(
    tmp_path: Path, context: Context
):
    (tmp_path / "表.csv").write_text("\n".join(",".join(row) for row in [HEAD, *AS_TEXT]), encoding="utf-8")
    check = check_file(tmp_path / "表.csv", context, REPORT)
    assert places(check) == [("notice", "", "")]
    assert "看不到合并的单元格、隐藏的行列、公式和其他工作表" in only(check).message
    assert "报原来的" in only(check).message and "另存为" not in only(check).message


@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["big5", "utf-8"])
def test_traditional_characters_are_read_in_big5_too(tmp_path: Path, context: Context, encoding: str, mark: str):
    (tmp_path / "表.csv").write_bytes("\n".join(mark.join(row) for row in TRADITIONAL).encode(encoding))
    check = check_file(tmp_path / "表.csv", context, REPORT)
    assert (rows_of(check), only(check).code) == ([EDU_READ, TAX_READ], "format.unseen")


def test_an_error_saved_as_text_is_an_error_at_its_cell(tmp_path: Path, context: Context):
    lines = [[*HEAD, "主题"], [*AS_TEXT[0], "#REF!"], [*AS_TEXT[1][:4], "#N/A", "学习"]]
    (tmp_path / "表.csv").write_bytes("\n".join(",".join(line) for line in lines).encode("gbk"))
    check = check_file(tmp_path / "表.csv", context, REPORT)
    assert places(check) == [("notice", "", ""), ("error", "表", "F2"), ("error", "表", "E3")]
    assert "#REF!" in check.findings[1].message and rows_of(check) == []


@pytest.mark.parametrize("number_format", [14, 15, 16, 22, *range(27, 37), *range(50, 59)])
def test_a_day_in_any_built_in_chinese_format_is_a_day(tmp_path: Path, context: Context, number_format: int):
    with xlsxwriter.Workbook(tmp_path / "表.xlsx") as book:
        shown = book.add_format()
        shown.set_num_format(number_format)
        sheet = book.add_worksheet("会议")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, EDU[:2])
        sheet.write_number(1, 2, SERIAL, shown)
        sheet.write_row(1, 3, EDU[3:])
    check = check_file(tmp_path / "表.xlsx", context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ], [])


@pytest.mark.parametrize("number_format", [27, 36, 50, 52, 57, 17, 'yyyy"年"m"月";@', "yyyy-mm", "[$-804]yyyy\\.m"])
def test_a_month_that_the_program_made_its_first_day_is_asked_about(
    tmp_path: Path, context: Context, number_format: int | str
):
    with xlsxwriter.Workbook(tmp_path / "表.xlsx") as book:
        shown = book.add_format()
        shown.set_num_format(number_format)
        sheet = book.add_worksheet("会议")
        sheet.write_row(0, 0, HEAD)
        for row, values in enumerate((EDU, TAX), 1):
            sheet.write_row(row, 0, values[:2])
            sheet.write_row(row, 3, values[3:])
        sheet.write_datetime(1, 2, datetime(2009, 5, 1), shown)
        sheet.write_datetime(2, 2, datetime(2009, 5, 20), shown)
    check = check_file(tmp_path / "表.xlsx", context, REPORT)
    finding = only(check)
    assert (finding.severity, finding.cell, finding.found) == ("question", "C2", "2009年5月")
    assert "“2009年5月”没有说明是哪一天" in finding.message
    assert rows_of(check) == [TAX_READ]


def test_the_first_of_a_month_shown_with_its_day_is_that_day(workbook: Write, context: Context):
    check = check_file(workbook(会议=[HEAD, [*EDU[:2], date(2009, 5, 1), *EDU[3:]]]), context, REPORT)
    assert ([row[2] for row in rows_of(check)], check.findings) == ([date(2009, 5, 1)], [])


def test_a_workbook_that_counts_from_1904_is_read_by_its_own_calendar(tmp_path: Path, context: Context):
    with xlsxwriter.Workbook(tmp_path / "表.xlsx", {"date_1904": True}) as book:
        sheet = book.add_worksheet("会议")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, EDU[:2])
        sheet.write_datetime(1, 2, datetime(2009, 5, 20), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(1, 3, EDU[3:])
        sheet.write_row(2, 0, [*TAX[:2], IN_1904, *TAX[3:]])
        sheet.write_row(3, 0, ["水务局", "民主讨论", str(IN_1904), 9, 9])
    check = check_file(tmp_path / "表.xlsx", context, REPORT)
    assert rows_of(check) == [EDU_READ, TAX_READ, ("WAT", *TAX_READ[1:])]
    assert check.findings == []


def test_an_old_workbook_that_counts_from_1904_is_read_by_its_own_calendar(tmp_path: Path, context: Context):
    assert rows_of(check_file(write_xls(tmp_path / "表.xls", from_1904=True), context, REPORT)) == [EDU_READ, TAX_READ]


def test_the_same_content_under_two_names_is_the_same_file(workbook: Write, tmp_path: Path, context: Context):
    one = workbook(会议=[HEAD, EDU])
    other = Path(shutil.copy(one, tmp_path / "另.et"))
    found: list[FileCheck] = [check_file(path, context, REPORT) for path in (one, other)]
    assert found[0].sha256 == found[1].sha256
