"""Back to the file as received: the row with its heading and neighbours, as its sender sees it, and the file itself."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ingest import accepted, download, intake
from tests.ingest.stores import MEETINGS, meeting, write

LAW = "领导班子专题民主生活会"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BALLOTS = ["单位", "评议形式", "评议日期", "发出票数", "收回票数", "有效票数", "认识/好", "认识/较好"]


@pytest.fixture
def store(rostered_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered_store, tmp_path / "store"))


def macro_file(path: Path) -> Path:
    """The workbook at a path with macros put into it, as an .xlsm."""
    out = path.with_suffix(".xlsm")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, old.read(member))
        new.writestr("xl/vbaProject.bin", OLD + b"Auto_Open")
    return out


def test_a_row_is_shown_with_its_heading_and_three_rows_on_either_side(store: Path, tmp_path: Path):
    rows = [["教育局", "集中学习", None, date(2009, 6, day), 9, 9] for day in range(1, 10)]
    headings = [[*MEETINGS, "场次"], *([*row, number] for number, row in enumerate(rows, start=1))]
    intake.accept(store, [write(tmp_path / "学习.xlsx", date(2009, 6, 12), 会议=headings)], by="小李")
    (found,) = intake.surroundings(store, "U0003", [("会议", 7)]).values()
    assert found.numbers == (2, 4, 5, 6, 7, 8, 9, 10)
    assert found.heading == (2,)
    # A column in which nothing stands in these rows is but in the heading is kept.
    assert found.letters == ("A", "B", "C", "D", "E", "F", "G")
    assert found.cells[0][:2] == ("单位", "会议类型")
    assert found.cells[4] == ("教育局", "集中学习", "", "2009-06-05", "9", "9", "5")
    assert not found.is_withheld


def test_a_text_file_is_found_whatever_it_is_called_in_the_store(store: Path, tmp_path: Path):
    path = tmp_path / "六月会议.csv"
    lines = ["填报日期：2009年6月12日", "单位,会议类型,召开日期,实到人数", f"教育局,{LAW},2009-6-10,7"]
    path.write_text("\n".join(lines), encoding="gb18030")
    intake.accept(store, [path], by="小李")
    (found,) = intake.surroundings(store, "U0003", [("六月会议", 3)]).values()
    assert found.cells[-1] == ("教育局", LAW, "2009-6-10", "7")


def test_the_breakdown_of_few_ballots_is_withheld_in_every_row_around_too(store: Path, tmp_path: Path):
    rows = [
        ["教育局", "评议会", date(2009, 6, 8), 4, 4, 4, 3, 1],
        ["税务局", "评议会", date(2009, 6, 8), 20, 20, 20, 15, 5],
    ]
    intake.accept(store, [write(tmp_path / "评议.xlsx", date(2009, 6, 12), 民主评议=[BALLOTS, *rows])], by="小李")
    (found,) = intake.surroundings(store, "U0003", [("民主评议", 4)]).values()
    few, many = found.cells[-2], found.cells[-1]
    assert few[-3:] == ("4", "＊", "＊")
    assert many[-3:] == ("20", "15", "5")
    assert found.is_withheld


def test_a_row_that_the_file_has_not_and_a_file_that_is_gone_or_changed_are_told(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)], by="小李")
    with pytest.raises(intake.NoOriginal, match="没有找到工作表“会议”的第 99 行"):
        intake.surroundings(store, "U0003", [("会议", 99)])
    (upload,) = [one for one in intake.uploads(store) if one.upload_id == "U0003"]
    kept = store / accepted.ORIGINALS / upload.sha256
    kept.write_bytes(meeting(tmp_path, attended=6).read_bytes())
    for ask in (lambda: intake.surroundings(store, "U0003", [("会议", 3)]), lambda: intake.original(store, "U0003")):
        with pytest.raises(intake.NoOriginal, match="与收到时不一致"):
            ask()
    kept.unlink()
    with pytest.raises(intake.NoOriginal, match="已不在台账库里"):
        intake.original_name(store, "U0003")


def test_the_file_goes_out_byte_for_byte_under_its_senders_name(store: Path, tmp_path: Path):
    path = meeting(tmp_path)
    intake.accept(store, [path], by="小李")
    assert intake.original_name(store, "U0003") == "会议.xlsx"
    assert intake.original(store, "U0003") == path.read_bytes()


def test_macros_never_go_out_but_every_value_does_in_its_cell(store: Path, tmp_path: Path):
    path = macro_file(meeting(tmp_path))
    intake.accept(store, [path], by="小李")
    assert intake.original_name(store, "U0003") == "会议-只含数值.xlsx"
    content = intake.original(store, "U0003")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]
    copy, own = openpyxl.load_workbook(io.BytesIO(content))["会议"], openpyxl.load_workbook(path)["会议"]
    assert [[cell.value for cell in row] for row in copy] == [[cell.value for cell in row] for row in own]


@pytest.mark.parametrize(
    ("content", "runs"),
    [
        (OLD + "_VBA_PROJECT_CUR".encode("utf-16-le"), True),
        (OLD + b"\x85\x00\x10\x00\x00\x00\x00\x00\x00\x01\x08", True),
        (OLD + b"\x85\x00\x10\x00\x00\x00\x00\x00\x00\x00\x08", False),
        (b"PK\x03\x04 cut short", True),
        ("单位,日期".encode(), False),
    ],
)
def test_whatever_may_run_is_taken_for_a_macro(content: bytes, runs: bool):
    assert download.has_macros(content) is runs
