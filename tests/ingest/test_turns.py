"""Before a file is accepted it is known which statuses it would change, and that is what then happens."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ingest import intake
from tests.ingest.stores import MEETINGS, ask, meeting, write

MEETING = "leaders_meeting"


@pytest.fixture
def made(rostered_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered_store, tmp_path / "store"))


def statuses(store: Path, as_of: date) -> dict[tuple[str, str, str], str]:
    query = f"set variable as_of = date '{as_of}'; select unit_id, requirement_id, bearer_id, status"
    return {(unit, name, bearer): status for unit, name, bearer, status in ask(store, f"{query} from marts.compliance")}


def test_the_statuses_that_would_change_are_those_that_do_change(made: Path, tmp_path: Path):
    paths = [meeting(tmp_path), meeting(tmp_path, "税务局.xlsx", unit="税务局", held_on=date(2009, 6, 11))]
    found = intake.preview(made, intake.check(made, paths))
    assert (found.as_of, found.files) == (date(2009, 6, 12), 2)
    before = statuses(made, found.as_of)
    intake.accept(made, paths)
    after = statuses(made, found.as_of)
    told = {
        (turn["unit_id"], turn["requirement_id"], turn["bearer_id"]): (turn["before"], turn["after"])
        for turn in found.turns
    }
    assert told == {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    assert ("EDU", MEETING) in {key[:2] for key in told}


def test_they_are_counted_and_told_unit_by_unit(made: Path, tmp_path: Path):
    found = intake.preview(made, intake.check(made, [meeting(tmp_path, attended=5, told_on=date(2009, 6, 13))]))
    assert sum(row["count"] for row in found.by_status()) == len(found.turns)
    assert {unit["unit_id"] for unit in found.by_unit()} <= {"EDU"}


def test_a_unit_that_is_new_has_no_status_before(made: Path, tmp_path: Path):
    new = [["单位编码", "单位名称", "类别"], ["WAT", "东阳市水务局", "市级部门"]]
    path = write(tmp_path / "新单位.xlsx", date(2009, 6, 12), 单位名册=new)
    found = intake.preview(made, intake.check(made, [path]))
    assert {(turn["unit_id"], turn["unit_name"], turn["before"]) for turn in found.turns} == {
        ("WAT", "东阳市水务局", None)
    }


def test_of_a_file_with_errors_the_clean_rows_count_or_nothing_where_that_is_asked_for(made: Path, tmp_path: Path):
    kind = "领导班子专题民主生活会"
    rows = [["教育局", kind, None, date(2009, 6, 12), 7, 1], ["教育居", kind, None, date(2009, 6, 10), 7, 7]]
    results = intake.check(made, [write(tmp_path / "会议.xlsx", date(2009, 6, 14), 会议=[MEETINGS, *rows])])
    assert intake.preview(made, results).files == 1
    assert intake.preview(made, results, clean_rows=False).turns == []


def test_looking_ahead_writes_nothing_into_the_store(made: Path, tmp_path: Path):
    before = {path: path.stat().st_mtime_ns for path in made.rglob("*") if path.is_file()}
    intake.preview(made, intake.check(made, [meeting(tmp_path, attended=4, told_on=date(2009, 6, 20))]))
    assert {path: path.stat().st_mtime_ns for path in made.rglob("*") if path.is_file()} == before
