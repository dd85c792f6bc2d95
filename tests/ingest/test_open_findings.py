"""What was found wrong and kept: open until the same unit's rows come again, or a file of the same name."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ingest import intake
from tests.ingest.stores import MEETINGS, ask, meeting, roster, write

KEPT = "select severity, sheet, cell, unit_id, age_days, is_open from marts.findings where code = '{}'"
LAW, TALK = "领导班子专题民主生活会", "民主讨论"


@pytest.fixture(scope="module")
def made(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose roster is known and one row of whose two meetings was left out."""
    tmp_path = tmp_path_factory.mktemp("made")
    store = tmp_path / "store"
    shutil.copytree(empty_store, store)
    rows = [["教育局", LAW, None, date(2009, 6, 10), 7, "l2"], ["税务局", TALK, None, date(2009, 6, 10), 7, 7]]
    first = write(tmp_path / "会议.xlsx", date(2009, 6, 12), 会议=[MEETINGS, *rows])
    intake.accept(store, [roster(tmp_path), first], skip_bad_rows=True)
    return store


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def kept(store: Path, code: str) -> list[tuple[object, ...]]:
    return ask(store, KEPT.format(code))


def test_a_row_that_was_left_out_is_an_open_finding_of_its_unit(store: Path):
    assert kept(store, "count.unreadable") == [("error", "meetings", "F3", "EDU", 0, 1)]


def test_rows_of_another_unit_or_another_sheet_settle_nothing(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path, "二.xlsx", unit="税务局", told_on=date(2009, 6, 19))])
    assert kept(store, "count.unreadable") == [("error", "meetings", "F3", "EDU", 7, 1)]


def test_the_units_next_rows_of_that_sheet_settle_it_and_their_withdrawal_opens_it_again(store: Path, tmp_path: Path):
    (better,) = intake.accept(store, [meeting(tmp_path, "二.xlsx", told_on=date(2009, 6, 19))])
    assert kept(store, "count.unreadable") == [("error", "meetings", "F3", "EDU", 7, 0)]
    intake.withdraw(store, better.upload_id, "wrong")
    assert kept(store, "count.unreadable") == [("error", "meetings", "F3", "EDU", 0, 1)]


def test_an_older_report_settles_nothing(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path, "旧.xlsx", held_on=None, told_on=date(2009, 6, 5))])
    assert kept(store, "count.unreadable")[0][-1] == 1


def test_a_finding_of_no_known_unit_is_settled_by_a_later_file_of_the_same_name(store: Path, tmp_path: Path):
    rows = [["教育居", LAW, None, date(2009, 6, 10), 7, 7], ["税务局", LAW, None, date(2009, 6, 10), 7, 7]]
    unknown = write(tmp_path / "三.xlsx", date(2009, 6, 19), 会议=[MEETINGS, *rows])
    intake.accept(store, [unknown], skip_bad_rows=True)
    assert kept(store, "unit.unknown") == [("error", "meetings", "A3", None, 0, 1)]
    rows[0][0] = "教育局"
    intake.accept(store, [write(unknown, date(2009, 6, 19), 会议=[MEETINGS, *rows])])
    assert kept(store, "unit.unknown") == [("error", "meetings", "A3", None, 0, 0)]


def test_a_withdrawn_upload_takes_its_findings_with_it(store: Path):
    intake.withdraw(store, "U0003", "wrong")
    assert kept(store, "count.unreadable") == []
