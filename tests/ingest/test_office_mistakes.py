"""What an office gets wrong at the terminal: each mistake is one sentence, and the store stays as it was."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest import intake
from taizhang import cli
from tests.ingest.stores import PLAN, ROSTER, meeting, roster, write

TWINS = [["TAX2", "东阳市地方税务局", "地税局、税务局", "市级部门", "第一指导检查组", 9]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    store = folder / "store"
    intake.init_store(store, PLAN)
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
