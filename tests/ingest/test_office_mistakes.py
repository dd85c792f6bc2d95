"""What an office gets wrong at the terminal: each mistake is one sentence, and the store stays as it was."""

from __future__ import annotations

import json
import resource
import shutil
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest import intake
from taizhang import cli
from tests.ingest.stores import MEETINGS, ROSTER, ask, meeting, roster, write

TWINS = [["TAX2", "东阳市地方税务局", "地税局、税务局", "市级部门", "第一指导检查组", 9]]


@pytest.fixture(scope="module")
def made(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    store = Path(shutil.copytree(empty_store, folder / "store"))
    intake.accept(store, [roster(folder), meeting(folder)])
    return store


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


def units_told_of(result: Result) -> set[str]:
    assert result.exit_code == 0, result.output
    return {row["unit_id"] for row in json.loads(result.stdout)}


def refusal(result: Result) -> str:
    """The one line that a refusal is."""
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    return line


@pytest.mark.parametrize("name", ["EDU", "edu", "东阳市教育局", "教育局", "东阳教育局", "中共东阳市教育局"])
def test_a_unit_is_found_by_code_full_name_short_name_or_rule(made: Path, name: str):
    assert units_told_of(run("status", "--store", made, "--unit", name, "--json")) == {"EDU"}
    assert run("trace", "--store", made, name, "draft", "--json").exit_code == 0


def test_a_unit_is_found_by_a_learnt_name_and_only_since_it_was_learnt(copied: Path):
    assert run("alias", "add", "unit", "教育口", "教育局", "--store", copied).exit_code == 0
    assert units_told_of(run("status", "--store", copied, "--unit", "教育口", "--json")) == {"EDU"}
    assert "教育口" in refusal(run("status", "--store", copied, "--unit", "教育口", "--known-at", 3))


def test_an_unknown_unit_is_one_line_with_names_that_look_alike(made: Path):
    for command in (
        ["status", "--unit", "教育居"],
        ["trace", "教育居", "draft"],
        ["alias", "add", "unit", "x", "教育居"],
    ):
        assert "did you mean 东阳市教育局" in refusal(run(*command, "--store", made))
    assert "taizhang status --by unit" in refusal(run("status", "--unit", "火星", "--store", made))


def test_a_name_that_two_units_share_is_neither_and_both_are_named(copied: Path, tmp_path: Path):
    twins = write(tmp_path / "增补.xlsx", date(2009, 6, 1), 单位名册=[ROSTER[0], *TWINS])
    assert run("ingest", "--store", copied, twins).exit_code == 0
    line = refusal(run("status", "--store", copied, "--unit", "税务局"))
    assert "东阳市税务局, 东阳市地方税务局" in line
    result = run("check", "--store", copied, meeting(tmp_path, unit="税务局"), "--json")
    (finding,) = json.loads(result.stdout)["files"][0]["findings"]
    assert (result.exit_code, finding["cell"]) == (1, "A3")
    assert finding["suggestion"] == "东阳市税务局、东阳市地方税务局"


def shape(store: Path) -> dict[str, int]:
    """Every file of a store with its size, but for the lock."""
    return {str(path.relative_to(store)): path.stat().st_size for path in store.rglob("*") if path.is_file()}


@pytest.fixture
def full_disk() -> Iterator[None]:
    """From here on no file of this process may grow beyond 64 KiB, as on a disk with no room."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def test_without_room_for_a_new_build_the_old_one_stands_and_nothing_accepted_is_lost(
    copied: Path, tmp_path: Path, request: pytest.FixtureRequest
):
    before = ask(copied, "select count(*) from raw.meetings")
    path = meeting(tmp_path, unit="税务局")
    request.getfixturevalue("full_disk")
    line = refusal(run("ingest", "--store", copied, path))
    assert "what was published still stands" in line
    assert ask(copied, "select count(*) from raw.meetings") == before
    assert not list(copied.glob("snapshots/draft-*"))
    told = run("status", "--store", copied)
    assert told.exit_code == 0
    assert "taizhang verify" in told.stderr


def test_a_damaged_build_or_row_file_or_ledger_is_one_line(copied: Path):
    build = copied / (copied / "CURRENT").read_text().strip()
    build.chmod(0o644)
    build.write_bytes(b"nothing like a store" * 1000)
    assert "cannot be opened" in refusal(run("status", "--store", copied))
    assert "cannot be opened" in run("verify", "--store", copied).stdout
    build.unlink()
    assert run("verify", "--store", copied).exit_code == 0
    next(copied.glob("accepted/U0002/units-*.parquet")).write_bytes(b"")
    assert "its rows are gone or damaged" in run("verify", "--store", copied).stdout
    (copied / "ledger.sqlite").write_bytes(b"nothing like a ledger" * 1000)
    assert "ledger.sqlite" in refusal(run("uploads", "--store", copied))


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path):
    assert "taizhang init --plan" in refusal(run("status", "--store", tmp_path))


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_an_answer_that_cannot_be_written_is_one_line(made: Path, tmp_path: Path, form: str):
    nowhere = tmp_path / "nowhere" / "answer"
    line = refusal(run("sql", "--store", made, "select 1 as one", "--format", form, "-o", nowhere))
    assert str(nowhere) in line
    assert "Errno" not in line
    assert "nowhere" in refusal(run("template", "--store", made, "-o", nowhere.with_suffix(".xlsx")))


def only_finding(result: Result) -> dict[str, str]:
    ((file),) = json.loads(result.stdout)["files"]
    (finding,) = file["findings"]
    return dict(finding)


def test_a_report_date_of_another_year_is_asked_about_and_given_by_hand_is_taken(made: Path, tmp_path: Path):
    path = meeting(tmp_path, told_on=date(2019, 6, 12))
    result = run("check", "--store", made, path, "--json")
    assert (result.exit_code, only_finding(result)["severity"]) == (1, "question")
    assert run("check", "--store", made, path, "--report-date", "2009-06-12").exit_code == 0


def test_a_report_date_after_the_campaign_is_pointed_out(made: Path, tmp_path: Path):
    result = run("check", "--store", made, meeting(tmp_path, told_on=date(2009, 7, 20)), "--json")
    assert (result.exit_code, only_finding(result)["severity"]) == (0, "warning")


def test_a_file_of_headings_only_is_pointed_out(made: Path, tmp_path: Path):
    path = write(tmp_path / "空表.xlsx", date(2009, 6, 12), 会议=[MEETINGS])
    result = run("check", "--store", made, path, "--json")
    assert (result.exit_code, only_finding(result)["severity"]) == (0, "warning")


def refused_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files as offices send them by mistake, each with words that the one finding holds."""
    good = meeting(folder, "好.xlsx").read_bytes()
    row = ["东阳市教育局", "领导班子专题民主生活会", date(2009, 6, 10), date(2009, 6, 10), 7, 7]
    for name, content, words in (
        ("空.xlsx", b"", "空"),
        ("扫描.xlsx", b"%PDF-1.4\n%%EOF", "PDF"),
        ("半截.xlsx", good[: len(good) // 2], "损坏"),
        ("乱码.xlsx", bytes(range(256)) * 20, "认不出"),
    ):
        (folder / name).write_bytes(content)
        yield folder / name, words
    yield write(folder / "天气.xlsx", date(2009, 6, 12), 天气=[["气温", "风力"], [20, 3]]), "没有认得的表头"
    yield write(folder / "缺列.xlsx", date(2009, 6, 12), 会议=[MEETINGS[1:], row[1:]]), "缺少必需的列：单位"
    yield write(folder / "无日期.xlsx", None, 会议=[MEETINGS, row]), "没有找到填报日期"
    yield meeting(folder, "未来.xlsx", held_on=date(2009, 6, 20)), "晚于填报日期"


def test_every_usual_mistake_is_one_finding_ends_with_one_and_changes_nothing(made: Path, tmp_path: Path):
    before = shape(made)
    for path, words in refused_files(tmp_path):
        result = run("ingest", "--store", made, path, "--json")
        assert result.exit_code == 1, path
        assert words in only_finding(result)["message"], path
    assert shape(made) == before


def test_one_key_with_two_values_is_an_error_at_both_cells(made: Path, tmp_path: Path):
    row = ["东阳市教育局", "领导班子专题民主生活会", date(2009, 6, 10), date(2009, 6, 10), 7, 7]
    path = write(tmp_path / "两说.xlsx", date(2009, 6, 12), 会议=[MEETINGS, row, [*row[:-1], 6]])
    findings = json.loads(run("check", "--store", made, path, "--json").stdout)["files"][0]["findings"]
    assert [(finding["severity"], finding["cell"]) for finding in findings] == [("error", "F3"), ("error", "F4")]


def test_a_text_file_of_an_old_program_is_read_in_its_own_encoding(made: Path, tmp_path: Path):
    lines = "填报日期：2009年6月19日\n单位,会议类型,召开日期,应到人数,实到人数\n"
    lines += "教育局,领导班子专题民主生活会,2009-6-10,7,6\n"
    path = tmp_path / "旧.csv"
    path.write_bytes(lines.encode("gbk"))
    (file,) = json.loads(run("check", "--store", made, path, "--json").stdout)["files"]
    assert [sheet["accepted"] for sheet in file["sheets"]] == [1]
    assert [cell["after"] for cell in file["diff"]["changed"][0]["cells"] if cell["before"] == 7] == [6]


def test_an_empty_store_answers_every_question_with_a_sentence(empty_store: Path, tmp_path: Path):
    store = Path(shutil.copytree(empty_store, tmp_path / "store"))
    for command in (["status"], ["status", "--by", "unit"], ["uploads"], ["alias", "list"]):
        result = run(*command, "--store", store)
        assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1), command
        assert "taizhang" in result.stdout, command
        assert json.loads(run(*command, "--store", store, "--json").stdout) == []
    for command in (["status", "--unit", "EDU"], ["trace", "EDU", "draft"]):
        assert "no unit is on the roster yet" in refusal(run(*command, "--store", store))
    assert run("verify", "--store", store).exit_code == 0
    assert run("status", "--by", "action", "--store", store).exit_code == 0
    assert run("sql", "from marts.overview", "--store", store).exit_code == 0
