"""The file handed back: the sender's own workbook marked at its cells, or a list where theirs would be damaged."""

from __future__ import annotations

import dataclasses
import io
import shutil
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from ingest import intake, own
from tests.conftest import DEMO
from tests.ingest.stores import MEETINGS, meeting, write

KIND = "领导班子专题民主生活会"
TOLD_ON = date(2009, 6, 12)


@pytest.fixture(scope="module")
def made(rostered_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(rostered_store, tmp_path_factory.mktemp("made") / "store"))


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def check(store: Path, path: Path) -> intake.FileResult:
    (result,) = intake.check(store, [path])
    return result


def handed(store: Path, path: Path) -> tuple[str, bytes]:
    return intake.hand_back(check(store, path), path.read_bytes())


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def wrong(folder: Path, name: str = "会议.xlsx") -> Path:
    """Two wrong cells: a unit that nobody knows, and more who came than a number can say."""
    rows = [["教育居", KIND, None, date(2009, 6, 10), 7, "l2"]]
    return write(folder / name, TOLD_ON, 会议=[MEETINGS, *rows])


def corrected(content: bytes, path: Path) -> Path:
    """What a clerk makes of the marked copy, touching nothing but the wrong cells."""
    book = opened(content)
    book["会议"]["A3"], book["会议"]["F3"] = "教育局", 6
    book.save(path)
    return path


def test_the_senders_own_workbook_comes_back_with_wrong_cells_filled_and_commented(made: Path, tmp_path: Path):
    name, content = handed(made, wrong(tmp_path))
    sheet = opened(content)["会议"]
    assert name == "会议-已核对.xlsx"
    assert sheet["A3"].fill.fgColor.value[-6:] == own.ERROR_FILL
    assert "教育居" in sheet["A3"].comment.text
    assert sheet["F3"].comment is not None
    assert (sheet["B3"].value, sheet["D3"].value.date()) == (KIND, date(2009, 6, 10))
    assert sheet["B3"].comment is None
    assert sheet["B3"].fill.fill_type is None


def test_a_list_of_findings_stands_first_and_links_each_row_to_its_cell(made: Path, tmp_path: Path):
    book = opened(handed(made, wrong(tmp_path))[1])
    assert book.sheetnames == ["问题清单", "会议"]
    assert book.active.title == "问题清单"
    assert not book["会议"].sheet_view.tabSelected
    rows = list(book["问题清单"].iter_rows(min_row=3))
    links = {row[own.PLACE].value: row[own.PLACE].hyperlink.location for row in rows}
    assert links == {"A3": "'会议'!A3", "F3": "'会议'!F3"}
    assert [row[4].value for row in rows] == ["单位", "实到人数"]
    assert all(row[1].value == "必须改" and row[6].value for row in rows)


def test_the_corrected_copy_is_accepted_as_it_is(copied: Path, tmp_path: Path):
    path = corrected(handed(copied, wrong(tmp_path))[1], tmp_path / "改好.xlsx")
    (result,) = intake.accept(copied, [path])
    assert result.outcome == intake.ACCEPTED
    assert [finding.message for finding in result.check.findings] == []
    assert result.diff.added[0]["unit_id"] == "EDU"


def test_marks_do_not_pile_up_when_a_marked_copy_is_checked_again(made: Path, tmp_path: Path):
    path = tmp_path / "会议-已核对.xlsx"
    path.write_bytes(handed(made, wrong(tmp_path))[1])
    name, content = handed(made, path)
    first, second = opened(path.read_bytes()), opened(content)
    assert name == path.name
    assert second.sheetnames == first.sheetnames
    assert second["会议"]["A3"].comment.text == first["会议"]["A3"].comment.text
    assert second["问题清单"].max_row == first["问题清单"].max_row


def test_a_cell_that_is_right_by_now_loses_its_mark_and_has_its_own_fill_again(made: Path, tmp_path: Path):
    path = wrong(tmp_path)
    book = openpyxl.load_workbook(path)
    book["会议"]["A3"].fill = PatternFill("solid", fgColor="00B050")
    book["会议"]["A3"].comment = Comment("请老李核实", "老李")
    book.save(path)
    content = handed(made, path)[1]
    marked = opened(content)["会议"]["A3"]
    assert marked.fill.fgColor.value[-6:] == own.ERROR_FILL
    assert marked.comment.text.startswith("请老李核实\n")
    clean = opened(handed(made, corrected(content, tmp_path / "改好.xlsx"))[1])
    assert clean["会议"]["A3"].fill.fgColor.value[-6:] == "00B050"
    assert clean["会议"]["A3"].comment.text == "请老李核实"
    assert clean["会议"]["F3"].fill.fill_type is None
    assert clean["会议"]["F3"].comment is None
    assert clean["问题清单"]["A3"].value == "没有发现问题。"


@pytest.mark.parametrize("typed", ["", "rgb 红色 0.0", "theme 4 9e99", "rgb FFFF0000 0.0 x"])
def test_whatever_is_typed_beside_the_list_a_second_round_takes_the_marks_off(made: Path, tmp_path: Path, typed: str):
    book = opened(handed(made, wrong(tmp_path))[1])
    book["问题清单"].cell(3, len(own.HEADINGS) + 1, typed)
    book["会议"]["A3"], book["会议"]["F3"] = "教育局", 6
    book.save(tmp_path / "改好.xlsx")
    name, content = handed(made, tmp_path / "改好.xlsx")
    assert name == "改好-已核对.xlsx"
    assert opened(content)["会议"]["A3"].fill.fill_type is None


@pytest.mark.filterwarnings("ignore:Cell C3")
def test_what_formulas_had_come_to_and_formats_of_days_survive(made: Path, tmp_path: Path):
    path = tmp_path / "公式.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("会议")
        sheet.write(0, 0, "填报日期：2009年6月12日")
        sheet.write_row(1, 0, [*MEETINGS, "请假人数", "备注"])
        sheet.write_row(2, 0, ["教育居", KIND])
        sheet.write_number(2, 3, 39974, book.add_format({"num_format": 31}))
        sheet.write_number(2, 2, 20090610, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_formula(2, 4, "=3+4", None, 7)
        sheet.write_formula(2, 5, "=E3-1", None, 6)
        sheet.write_formula(2, 7, '="甲<"&"乙"', None, "甲<乙")
    before = check(made, path)
    copy = tmp_path / "公式-已核对.xlsx"
    copy.write_bytes(intake.hand_back(before, path.read_bytes())[1])
    assert check(made, copy).check.findings == before.check.findings
    assert opened(copy.read_bytes())["会议"]["E3"].value == "=3+4"
    values = openpyxl.load_workbook(copy, data_only=True)["会议"]
    assert [values[place].value for place in ("E3", "F3", "H3")] == [7, 6, "甲<乙"]
    with zipfile.ZipFile(copy) as archive:
        assert b"<v>20090610</v>" in archive.read("xl/worksheets/sheet2.xml")
    sheet = openpyxl.load_workbook(copy)["会议"]
    assert (sheet["D3"]._style.numFmtId, sheet["C3"].number_format) == (31, "yyyy-mm-dd")


def test_a_far_cell_and_days_counted_from_1904_cost_and_change_nothing(made: Path, tmp_path: Path):
    path = tmp_path / "远.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("会议")
        sheet.write(0, 0, "填报日期：2009年6月12日")
        sheet.write_row(1, 0, MEETINGS)
        sheet.write_row(2, 0, ["教育居", KIND])
        sheet.write_datetime(2, 3, date(2009, 6, 10))
        sheet.write(90_000, 100, "x")
    before = check(made, path)
    copy = tmp_path / "远-已核对.xlsx"
    started = time.process_time()
    copy.write_bytes(intake.hand_back(before, path.read_bytes())[1])
    assert time.process_time() - started < 5
    assert opened(copy.read_bytes())["会议"]["D3"].value.date() == date(2009, 6, 10)
    assert check(made, copy).check.findings == before.check.findings


@pytest.mark.parametrize("name", ["2009-07-03-镇街.xlsx", "2009-07-10-市级部门.xlsx"])
def test_a_marked_copy_says_what_the_file_said(made: Path, tmp_path: Path, name: str):
    path = DEMO / "next" / name
    before = check(made, path).check
    copy = tmp_path / name
    copy.write_bytes(handed(made, path)[1])
    after = check(made, copy).check
    assert before.blocking
    assert after.findings == before.findings
    assert all(one.rows.equals(other.rows) for one, other in zip(after.tables, before.tables, strict=True))


def test_text_that_starts_like_a_formula_stays_text(made: Path, tmp_path: Path):
    path = write(tmp_path / "表.xlsx", TOLD_ON, 会议=[MEETINGS, ["教育局", KIND, None, None, 7, None]])
    book = openpyxl.load_workbook(path)
    for column, text in enumerate(("=cmd|' /c calc'!A1", "+1", "-1", "@SUM(A1)"), start=1):
        cell = book["会议"].cell(3 + column, 1, text)
        cell.data_type = "s"
        book["会议"].cell(3 + column, 2, KIND)
        book["会议"].cell(3 + column, 4, date(2009, 6, 10))
    book.save(path)
    for content in (handed(made, path)[1], intake.hand_back_all([(check(made, path), b"")])):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")] or [content]
        cells = [cell for book in books for sheet in opened(book) for row in sheet.iter_rows() for cell in row]
        assert "=cmd|' /c calc'!A1" in [cell.value for cell in cells]
        assert not [cell.value for cell in cells if cell.data_type == "f"]


def with_part(path: Path, name: str, content: bytes = b"x") -> Path:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, content)
    return path


def with_a_chart(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("会议")
        sheet.write_row(0, 0, MEETINGS)
        sheet.write_row(1, 0, ["教育居", KIND, None, None, 7, 7])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=会议!$E$2:$F$2"})
        sheet.insert_chart("H2", chart)
    return path


def with_sparklines(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("会议")
        sheet.write_row(0, 0, MEETINGS)
        sheet.write_row(1, 0, ["教育居", KIND, None, None, 7, 7])
        sheet.add_sparkline("H2", {"range": "会议!E2:F2"})
    return path


@pytest.mark.parametrize(
    "damaged",
    [
        with_a_chart,
        with_sparklines,
        lambda path: with_part(wrong(path.parent, path.name), "xl/vbaProject.bin"),
        lambda path: with_part(wrong(path.parent, path.name), "xl/media/image1.png"),
        lambda path: with_part(wrong(path.parent, path.name), "xl/cellimages.xml"),
        lambda path: with_part(wrong(path.parent, path.name), "xl/externalLinks/externalLink1.xml"),
        lambda path: with_part(wrong(path.parent, path.name), "xl/drawings/vmlDrawing1.vml", b'<x ObjectType="Drop"/>'),
    ],
    ids=["chart", "sparklines", "macros", "picture", "in-cell picture", "external link", "form control"],
)
def test_where_their_file_would_be_damaged_a_list_comes_back_instead(
    damaged: Callable[[Path], Path], made: Path, tmp_path: Path
):
    name, content = handed(made, damaged(tmp_path / "表.xlsx"))
    assert name == "表-问题清单.xlsx"
    book = opened(content)
    assert book.sheetnames == ["问题清单"]
    assert "A" in "".join(str(row[own.PLACE].value) for row in book["问题清单"].iter_rows(min_row=3))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [part for part in archive.namelist() if "vba" in part.lower()]


def test_another_format_and_an_unreadable_file_get_a_list(made: Path, tmp_path: Path):
    table = tmp_path / "表.csv"
    table.write_text("单位,会议类型,召开日期\n教育居,民主讨论,2009-06-10\n", encoding="gbk")
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 no more")
    for path in (table, broken):
        name, content = handed(made, path)
        assert name == f"{path.stem}-问题清单.xlsx"
        assert opened(content)["问题清单"]["G3"].value


def test_a_list_that_is_uploaded_is_told_apart_and_never_taken(copied: Path, tmp_path: Path):
    path = tmp_path / "表-问题清单.xlsx"
    table = tmp_path / "表.csv"
    table.write_text("单位,会议类型,召开日期\n教育居,民主讨论,2009-06-10\n", encoding="utf-8")
    path.write_bytes(handed(copied, table)[1])
    (result,) = intake.accept(copied, [path])
    assert (result.outcome, result.upload_id) == (intake.NOTHING, None)
    assert [(finding.severity, finding.code) for finding in result.check.findings] == [("notice", "file.only_ours")]
    assert len(intake.uploads(copied)) == 1


def test_findings_of_a_whole_row_and_inside_merged_cells_are_marked_where_they_can_be_seen(made: Path, tmp_path: Path):
    path = tmp_path / "合并.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("会议")
        sheet.write(0, 0, "填报日期：2009年6月12日")
        sheet.write_row(1, 0, MEETINGS)
        sheet.merge_range(2, 0, 3, 0, "教育居")
        for row, kind in ((2, KIND), (3, "民主讨论")):
            sheet.write(row, 1, kind)
            sheet.write_datetime(row, 3, date(2009, 6, 10))
    sheet = opened(handed(made, path)[1])["会议"]
    assert sheet["A3"].comment.text.count("教育居") >= 2


def test_a_name_that_is_long_already_stays_one_that_a_disk_takes(made: Path, tmp_path: Path):
    result = check(made, wrong(tmp_path))
    named = dataclasses.replace(result, check=dataclasses.replace(result.check, file=f"批次.zip/{'长' * 80}.xlsx"))
    for name, _ in intake.hand_back_each([(named, b""), (named, b"")]):
        assert "/" not in name
        assert len(name.encode()) <= 255


def test_many_files_come_back_in_one_archive_with_a_summary(made: Path, tmp_path: Path):
    folder = tmp_path / "又一份"
    folder.mkdir()
    paths = [wrong(tmp_path), wrong(folder), meeting(tmp_path, "好.xlsx")]
    results = intake.check(made, paths)
    content = intake.hand_back_all([(result, path.read_bytes()) for result, path in zip(results, paths, strict=True)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["汇总.xlsx", "会议-已核对.xlsx", "会议-已核对-2.xlsx", "好-已核对.xlsx"]
        summary = opened(archive.read("汇总.xlsx"))
    rows = [[cell.value for cell in row] for row in summary["汇总"].iter_rows(min_row=3)]
    assert [row[1:6] for row in rows] == [
        ["会议.xlsx", "有问题，待改正", 1, 0, 2],
        ["会议.xlsx", "有问题，待改正", 1, 0, 2],
        ["好.xlsx", "可以采纳", 1, 1, 0],
    ]
    assert summary["问题清单"].max_row == 6
