"""What was asked about is learnt once: names and headings, kept with who and when, listed, moved and taken back."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ingest import intake, ledger, views
from ingest.ledger import Refused
from taizhang import cli
from tests.ingest.stores import PLAN, roster, write

HEAD = ["填报部门", "会议类型", "开会日子", "应到人数", "实到人数"]
ROW = ["教育口", "民主讨论", date(2009, 6, 10), 7, 7]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with a roster; without views, which learning does not touch."""
    folder = tmp_path_factory.mktemp("started")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(views, "SQL", tmp_path_factory.mktemp("sql"))
        intake.init_store(folder / "store", PLAN)
        intake.accept(folder / "store", [roster(folder)])
        yield folder / "store"


@pytest.fixture
def store(started: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(started, tmp_path / "store"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook whose headings and unit nobody knows yet."""
    return write(tmp_path / "会议.xlsx", date(2009, 6, 12), 会议=[HEAD, ROW])


def findings(store: Path, path: Path) -> dict[str, Any]:
    (result,) = intake.check(store, [path])
    return {finding.cell: finding for finding in result.check.findings}


def run(store: Path, *words: object) -> Result:
    command = [*map(str, words), "--store", str(store)]
    return CliRunner().invoke(cli, command, catch_exceptions=False)


def test_unknown_headings_and_names_offer_up_to_three_and_are_never_guessed(store: Path, path: Path):
    found = findings(store, path)
    assert (found["C2"].severity, found["C2"].found) == ("warning", "开会日子")
    offered = found["C2"].suggestion.split("、")
    assert "召开日期" in offered and len(offered) <= 3
    assert "缺少必需的列：单位" in found["B2"].message
    (result,) = intake.check(store, [path])
    assert [table.accepted for table in result.check.tables] == [0]


def test_what_was_learnt_lets_the_same_file_pass(store: Path, path: Path):
    assert intake.learn_heading(store, "meetings", "填报部门", "单位", by="office", reason="letter")
    assert findings(store, path)["A3"].code == "unit.unknown"
    assert intake.learn_heading(store, "会议", "开会日子", "held_on", by="office")
    assert intake.learn_alias(store, "unit", "教育口", "教育局", by="office")
    (result,) = intake.check(store, [path])
    (row,) = result.check.tables[0].rows.to_dicts()
    assert (row["unit_id"], row["held_on"], result.check.findings) == ("EDU", date(2009, 6, 10), [])


def test_a_heading_is_learnt_for_its_own_sheet_only_and_twice_changes_nothing(store: Path, path: Path):
    assert intake.learn_heading(store, "reports", "开会日子", "报送日期")
    assert findings(store, path)["C2"].code == "heading.unknown"
    events = len(ledger.events(store))
    assert not intake.learn_heading(store, "reports", "开会日子", "submitted_on")
    assert len(ledger.events(store)) == events


def test_a_heading_taken_back_is_asked_about_again(store: Path, path: Path):
    intake.learn_heading(store, "meetings", "开会日子", "召开日期")
    assert "C2" not in findings(store, path)
    assert intake.learn_heading(store, "meetings", "开会日子", None)
    assert findings(store, path)["C2"].code == "heading.unknown"
    assert not intake.learn_heading(store, "meetings", "开会日子", None)


def test_every_spelling_is_listed_with_what_by_whom_when_and_why(store: Path):
    intake.learn_heading(store, "meetings", "开会日子", "召开日期", by="王", reason="来函")
    intake.learn_alias(store, "unit", "教育口", "教育局", by="李")
    intake.learn_alias(store, "item", "纪检", "市纪委", by="李")
    intake.learn_alias(store, "item", "纪检", None, by="李")
    listed = [(row["kind"], row["scope"], row["written"], row["means"]) for row in intake.lessons(store)]
    assert listed == [("heading", "meetings", "开会日子", "held_on"), ("alias", "unit", "教育口", "EDU")]
    first = intake.lessons(store)[0]
    assert (first["learnt_by"], first["reason"], first["learnt_at"].tzinfo) == ("王", "来函", None)
    assert intake.lessons(store, 2) == []


def test_an_impossible_heading_is_refused_with_what_there_is(store: Path):
    with pytest.raises(Refused, match=r"expected one of .*召开日期"):
        intake.learn_heading(store, "meetings", "x", "天气")
    with pytest.raises(Refused, match=r"expected one of .*meetings"):
        intake.learn_heading(store, "weather", "x", "召开日期")


def test_headings_are_taught_listed_and_forgotten_in_the_terminal(store: Path):
    added = run(store, "alias", "add", "heading", "开会日子", "召开日期", "--sheet", "meetings", "--by", "王")
    assert (added.exit_code, added.stdout) == (0, "开会日子 means 召开日期\n")
    (row,) = json.loads(run(store, "alias", "list", "--json").stdout)
    assert (row["kind"], row["scope"], row["means"], row["learnt_by"]) == ("heading", "meetings", "held_on", "王")
    removed = run(store, "alias", "remove", "heading", "开会日子", "--sheet", "会议")
    assert "means nothing any more" in removed.stdout
    assert json.loads(run(store, "alias", "list", "--json").stdout) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["heading", "开会日子", "召开日期"], 2, "needs --sheet"),
        (["unit", "教育口", "教育局", "--sheet", "meetings"], 2, "--sheet is for headings"),
        (["heading", "开会日子", "天气", "--sheet", "meetings"], 1, "expected one of"),
        (["heading", "开会日子", "召开日期", "--sheet", "天气"], 1, "expected one of"),
    ],
)
def test_a_heading_taught_wrongly_is_one_line(store: Path, words: list[str], code: int, said: str):
    result = run(store, "alias", "add", *words)
    assert (result.exit_code, said in result.stderr) == (code, True)
    assert intake.lessons(store) == []


def test_spellings_move_to_another_store_as_a_file_that_a_spreadsheet_opens(store: Path, started: Path, tmp_path: Path):
    intake.learn_heading(store, "meetings", "开会日子", "召开日期", by="王")
    intake.learn_alias(store, "unit", "=教育口", "教育局", by="李", reason="来函")
    file = tmp_path / "names.csv"
    assert "wrote 2 spellings" in run(store, "alias", "export", "-o", file).stdout
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["kind"], row["written"], row["learnt_by"]) for row in rows] == [
        ("heading", "开会日子", "王"),
        ("unit", "'=教育口", "李"),
    ]
    other = Path(shutil.copytree(started, tmp_path / "other"))
    assert run(other, "alias", "import", file, "--by", "赵").stdout == "2 spellings are new\n"
    assert [(row["written"], row["means"], row["learnt_by"]) for row in intake.lessons(other)] == [
        ("开会日子", "held_on", "赵"),
        ("=教育口", "EDU", "赵"),
    ]
    assert "nothing changed" in run(other, "alias", "import", file).stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("scope,written\nunit,教育口\n", "found no column means"),
        ("scope,written,means\nunit,教育口,教育局\nunit,税务口,没有这个\n", "row 3: found no unit '没有这个'"),
        ("scope,written,means\nmeetings,开会日子,天气\n", "row 2: found no column '天气'"),
        ("scope,written,means\nweather,雨,水\n", "row 2: found scope 'weather'"),
        ("scope,written,means\nunit,,教育局\n", "row 2: found nothing under written"),
    ],
)
def test_a_file_of_spellings_is_learnt_whole_or_not_at_all(store: Path, tmp_path: Path, content: str, said: str):
    file = tmp_path / "names.csv"
    file.write_bytes(content.encode("gbk"))
    result = run(store, "alias", "import", file)
    assert result.exit_code == 1 and said in result.stderr
    assert intake.lessons(store) == []
