"""A zip of workbooks: every member a result of its own, nothing written outside, nothing lost in silence."""

from __future__ import annotations

import json
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest import batch, intake
from ingest.limits import DEFAULTS, Limits
from ingest.verify import verify
from taizhang import cli
from tests.ingest import hostile
from tests.ingest.stores import ask, meeting

MET = "select unit_id, attended_count from raw.meetings order by all"


@pytest.fixture
def store(rostered_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered_store, tmp_path / "store"))


@pytest.fixture
def workbook(tmp_path: Path) -> bytes:
    """An ordinary workbook of one meeting."""
    return meeting(tmp_path, "原件.xlsx").read_bytes()


def unpacked(path: Path, limits: Limits = DEFAULTS) -> dict[str, tuple[str, str]]:
    """What became of every member: "file" and where it stands below its folder, or its severity and why."""
    with tempfile.TemporaryDirectory() as folder:
        members = batch.unpack(path, Path(folder), limits)
        written = {item for item in Path(folder).rglob("*") if item.is_file()}
        assert written == {member.path for member in members if member.path}
        assert all(member.path.resolve().is_relative_to(Path(folder).resolve()) for member in members if member.path)
        return {
            member.name: ("file", member.path.name) if member.path else (member.severity, member.why)
            for member in members
        }


def test_the_workbooks_of_a_batch_are_accepted_each_under_its_own_name(store: Path, tmp_path: Path, workbook: bytes):
    other = meeting(tmp_path, "乙.xlsx", unit="东阳市税务局", attended=6).read_bytes()
    path = hostile.zipped(tmp_path / "本周.zip", [("甲.xlsx", workbook), ("镇街/乙.xlsx", other)])
    results = intake.accept(store, [path])
    assert [(result.check.file, result.outcome) for result in results] == [
        ("本周.zip/甲.xlsx", intake.ACCEPTED),
        ("本周.zip/镇街/乙.xlsx", intake.ACCEPTED),
    ]
    assert ask(store, MET) == [("EDU", 7), ("TAX", 6)]
    assert ask(store, "select file_name from raw.uploads order by upload_number")[1:] == [
        ("本周.zip/甲.xlsx",),
        ("本周.zip/镇街/乙.xlsx",),
    ]
    assert verify(store) == []


def test_the_same_batch_again_changes_nothing(store: Path, tmp_path: Path, workbook: bytes):
    path = hostile.zipped(tmp_path / "本周.zip", [("甲.xlsx", workbook)])
    intake.accept(store, [path])
    assert [result.outcome for result in intake.accept(store, [path])] == [intake.KNOWN]


def test_checking_a_batch_leaves_nothing_behind(
    store: Path, tmp_path: Path, workbook: bytes, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "private").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "private"))
    path = hostile.zipped(tmp_path / "本周.zip", [("甲.xlsx", workbook), ("乙.xlsx", b"broken")])
    assert [result.is_well for result in intake.check(store, [path])] == [True, False]
    assert not list((tmp_path / "private").iterdir())


def test_one_deadly_file_in_a_batch_costs_only_itself(store: Path, tmp_path: Path, workbook: bytes):
    deadly = hostile.xlsb(tmp_path / "deadly.xlsb", [*hostile.table_cells(), (1_048_575, 16_383, "x")])
    members = [("一.xlsb", deadly.read_bytes()), ("二.xlsx", workbook), ("三.pdf", b"%PDF-1.4")]
    results = intake.accept(store, [hostile.zipped(tmp_path / "本周.zip", members)])
    assert [result.outcome for result in results] == [intake.REFUSED, intake.ACCEPTED, intake.REFUSED]
    assert ask(store, MET) == [("EDU", 7)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../evil.xlsx", "a.zip/evil.xlsx"),
        ("..\\..\\evil.xlsx", "a.zip/evil.xlsx"),
        ("/etc/cron.d/evil.xlsx", "a.zip/etc/cron.d/evil.xlsx"),
        ("C:\\Windows\\evil.xlsx", "a.zip/Windows/evil.xlsx"),
        ("甲/./乙/evil.xlsx", "a.zip/甲/乙/evil.xlsx"),
        ("..", "a.zip/未命名"),
        ("a\x1b[31m\u202exslx.xlsx", "a.zip/a[31mxslx.xlsx"),
        ("长" * 300 + ".xlsx", "a.zip/" + "长" * 70 + "….xlsx"),
    ],
)
def test_a_name_never_leads_out_of_the_batch(tmp_path: Path, workbook: bytes, name: str, shown: str):
    found = unpacked(hostile.zipped(tmp_path / "a.zip", [(name, workbook)]))
    assert found == {shown: ("file", shown.rpartition("/")[2])}


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_a_chinese_name_without_the_mark_of_utf_8_is_read_right(tmp_path: Path, workbook: bytes, encoding: str):
    written = "教育局.xlsx".encode(encoding)
    path = hostile.zipped(tmp_path / "a.zip", [("x" * len(written), workbook)])
    path.write_bytes(path.read_bytes().replace(b"x" * len(written), written))
    assert list(unpacked(path)) == ["a.zip/教育局.xlsx"]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("__MACOSX/._会议.xlsx", "系统自动生成"),
        ("甲/.DS_Store", "系统自动生成"),
        ("Thumbs.db", "系统自动生成"),
        ("~$会议.xlsx", "临时文件"),
        (".~会议.xlsx", "临时文件"),
    ],
)
def test_what_is_nobodys_report_is_a_notice(store: Path, tmp_path: Path, workbook: bytes, name: str, word: str):
    (result,) = intake.check(store, [hostile.zipped(tmp_path / "a.zip", [(name, workbook)])])
    (finding,) = result.check.findings
    assert (finding.severity, finding.code, result.outcome) == ("notice", "batch.skipped", intake.NOTHING)
    assert word in finding.message


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK])
def test_a_link_or_a_device_is_not_followed(tmp_path: Path, kind: int):
    member = zipfile.ZipInfo("link.xlsx")
    member.external_attr = (kind | 0o777) << 16
    ((severity, why),) = unpacked(hostile.zipped(tmp_path / "a.zip", [(member, "/etc/passwd")])).values()
    assert severity == "notice"
    assert "链接" in why


def test_a_batch_within_a_batch_is_refused_and_its_neighbour_read(tmp_path: Path, workbook: bytes):
    hostile.nested(tmp_path / "inner.zip", 3)
    members = [("inner.zip", (tmp_path / "inner.zip").read_bytes()), ("甲.xlsx", workbook)]
    inner, neighbour = unpacked(hostile.zipped(tmp_path / "a.zip", members)).values()
    assert inner[0] == "error"
    assert "又有压缩包" in inner[1]
    assert neighbour[0] == "file"


def test_a_batch_within_a_batch_under_another_name_is_refused(store: Path, tmp_path: Path, workbook: bytes):
    hostile.zipped(tmp_path / "inner.zip", [("甲.xlsx", workbook)])
    path = hostile.zipped(tmp_path / "a.zip", [("表.xlsx", (tmp_path / "inner.zip").read_bytes())])
    (result,) = intake.check(store, [path])
    assert "压缩包" in result.check.findings[0].message


def test_an_encrypted_member_is_refused(tmp_path: Path, workbook: bytes):
    path = hostile.zipped(tmp_path / "a.zip", [("甲.xlsx", workbook)])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.start_dir
    content[6] |= 1
    content[start + 8] |= 1
    path.write_bytes(content)
    ((severity, why),) = unpacked(path).values()
    assert severity == "error"
    assert "密码" in why


def test_two_members_of_one_name_are_two_files(tmp_path: Path, workbook: bytes):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = hostile.zipped(tmp_path / "a.zip", [("甲.xlsx", workbook), ("甲.xlsx", b"other")])
    with tempfile.TemporaryDirectory() as folder:
        members = batch.unpack(path, Path(folder), DEFAULTS)
        assert [member.path.read_bytes() for member in members if member.path] == [workbook, b"other"]


def test_too_large_a_member_is_refused_and_its_neighbour_read(tmp_path: Path, workbook: bytes):
    path = hostile.zipped(tmp_path / "a.zip", [("大.csv", b"x" * 200_000), ("甲.xlsx", workbook)])
    large, neighbour = unpacked(path, Limits(file_bytes=100_000)).values()
    assert large[0] == "error"
    assert neighbour[0] == "file"


def test_a_member_that_lies_about_its_size_is_refused_and_its_neighbour_read(tmp_path: Path, workbook: bytes):
    path = hostile.zipped(tmp_path / "a.zip", [("big.csv", b"x" * 50_000_000), ("甲.xlsx", workbook)])
    lying, neighbour = unpacked(hostile.lie(path, "big.csv", 1000)).values()
    assert "损坏" in lying[1]
    assert neighbour[0] == "file"


@pytest.mark.parametrize(
    ("limits", "word"),
    [
        (Limits(batch_files=2), "超过 2 个"),
        (Limits(batch_unzipped_bytes=2**20), "超过 1 MB"),
        (Limits(batch_bytes=1000), "压缩包超过"),
    ],
)
def test_too_large_a_batch_is_refused_as_a_whole(tmp_path: Path, limits: Limits, word: str):
    path = hostile.zipped(tmp_path / "a.zip", [(f"{number}.csv", b"x" * 1_000_000) for number in range(3)])
    ((severity, why),) = unpacked(path, limits).values()
    assert severity == "error"
    assert word in why


def test_a_list_of_members_that_would_fill_memory_is_not_read(tmp_path: Path):
    path = hostile.zipped(tmp_path / "a.zip", [("甲.xlsx", b"x")])
    content = bytearray(path.read_bytes())
    content[-10:-6] = (2**31).to_bytes(4, "little")
    path.write_bytes(content)
    ((severity, why),) = unpacked(path).values()
    assert severity == "error"
    assert "超过 2000 个" in why


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_batch_cut_short_is_one_error(store: Path, tmp_path: Path, workbook: bytes, share: float):
    path = hostile.zipped(tmp_path / "a.zip", [("甲.xlsx", workbook)])
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    (result,) = intake.check(store, [path])
    assert (result.check.file, result.check.blocking) == ("a.zip", True)
    assert "没有传完整" in result.check.findings[0].message


def test_an_empty_batch_is_one_error(store: Path, tmp_path: Path):
    (result,) = intake.check(store, [hostile.zipped(tmp_path / "a.zip", [])])
    assert "没有文件" in result.check.findings[0].message


def test_a_workbook_is_told_from_a_batch_by_what_it_holds(store: Path, tmp_path: Path, workbook: bytes):
    (tmp_path / "甲.zip").write_bytes(workbook)
    hostile.zipped(tmp_path / "批.xlsx", [("甲.xlsx", workbook)])
    results = intake.check(store, [tmp_path / "甲.zip", tmp_path / "批.xlsx"])
    assert [result.check.file for result in results] == ["甲.zip", "批.xlsx/甲.xlsx"]
    assert all(result.is_well for result in results)


def test_the_terminal_shows_every_member_of_a_batch(store: Path, tmp_path: Path, workbook: bytes):
    path = hostile.zipped(tmp_path / "本周.zip", [("甲.xlsx", workbook), ("~$甲.xlsx", b"x")])
    run = CliRunner().invoke(cli, ["check", "--store", str(store), str(path), "--json"])
    assert run.exit_code == 0
    assert [file["file"] for file in json.loads(run.stdout)["files"]] == ["本周.zip/甲.xlsx", "本周.zip/~$甲.xlsx"]
    shown = CliRunner().invoke(cli, ["ingest", "--store", str(store), str(path)]).stdout
    assert "本周.zip/甲.xlsx: accepted as U0003" in shown
    assert "本周.zip/~$甲.xlsx: nothing to take" in shown


def test_every_member_of_a_batch_is_handed_back(store: Path, tmp_path: Path, workbook: bytes):
    path = hostile.zipped(
        tmp_path / "本周.zip", [("甲/会议.xlsx", workbook), ("乙/会议.xlsx", b"x"), ("~$会议.xlsx", b"x")]
    )
    run = CliRunner().invoke(cli, ["check", "--store", str(store), str(path), "--annotated", str(tmp_path / "back")])
    assert run.exit_code == 1
    assert {file.name for file in (tmp_path / "back").iterdir()} == {
        "汇总.xlsx",
        "会议-已核对.xlsx",
        "会议-问题清单.xlsx",
        "~$会议-问题清单.xlsx",
    }
