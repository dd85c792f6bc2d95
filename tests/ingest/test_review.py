"""What the office looks back on: an upload's rows, what its withdrawal would undo, and what was learnt."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import intake
from tests.ingest.stores import meeting, roster

DAY = date(2009, 6, 19)
STATUSES = "select obligation_id, unit_id, status from marts.compliance"


@pytest.fixture(scope="module")
def made(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which one meeting was told twice, the second time with fewer people."""
    folder = tmp_path_factory.mktemp("made")
    store = folder / "store"
    shutil.copytree(empty_store, store)
    later = meeting(folder, "二.xlsx", attended=6, told_on=DAY)
    other = meeting(folder, "三.xlsx", unit="税务局", told_on=DAY)
    intake.accept(store, [roster(folder), meeting(folder), later, other])
    return store


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def statuses(store: Path) -> dict[Any, str]:
    """Every obligation's status on the day of the last report."""
    with duckdb.connect(str(store / (store / "CURRENT").read_text().strip()), read_only=True) as connection:
        connection.execute("set variable as_of = cast(? as date)", [DAY])
        return {(one, unit): status for one, unit, status in connection.execute(STATUSES).fetchall()}


def test_an_upload_opens_as_its_form_was_written(store: Path):
    (taken,) = intake.rows_taken(store, "U0004")
    assert taken.kind == "meetings"
    (row,) = taken.rows.to_dicts()
    assert (row["单位"], row["实到人数"], row["row_number"]) == ("东阳市教育局", 6, 3)


def test_a_withdrawn_upload_opens_as_well(store: Path):
    intake.withdraw(store, "U0004", "wrong")
    assert intake.rows_taken(store, "U0004")[0].rows.height == 1


def test_what_a_withdrawal_undoes_is_what_goes_and_what_an_earlier_upload_says_again(store: Path):
    changed = intake.undoing(store, "U0004").changed
    (cell,) = [(cell["label"], cell["before"], cell["after"]) for row in changed for cell in row["cells"]]
    assert cell == ("实到人数", 6, 7)
    gone = intake.undoing(store, "U0005")
    assert ([row["unit_id"] for row in gone.removed], gone.changed) == (["TAX"], [])


def test_an_upload_that_was_overtaken_undoes_nothing(store: Path):
    undone = intake.undoing(store, "U0003")
    assert (undone.changed, undone.removed) == ([], [])


@pytest.mark.parametrize("upload_id", ["U0004", "U0005"])
def test_the_statuses_foretold_of_a_withdrawal_are_those_that_come(store: Path, upload_id: str):
    before = statuses(store)
    foretold = intake.preview_withdrawal(store, upload_id)
    intake.withdraw(store, upload_id, "wrong")
    after = statuses(store)
    moved = sorted((before[key], after[key]) for key in before if before[key] != after[key])
    assert sorted((turn["before"], turn["after"]) for turn in foretold.turns) == moved
    assert foretold.as_of == DAY


def test_what_was_learnt_is_listed_with_who_and_what_it_means_until_it_is_revoked(store: Path):
    intake.learn_alias(store, "unit", "教育居", "教育局", by="小李")
    intake.learn_heading(store, "meetings", "应到会", "应到人数", by="小李")
    told = [(row["kind"], row["written"], row["meaning"], row["learnt_by"]) for row in intake.lessons(store)]
    assert told == [("alias", "教育居", "EDU", "小李"), ("heading", "应到会", "应到人数", "小李")]
    intake.learn_heading(store, "meetings", "应到会", None)
    assert [row["written"] for row in intake.lessons(store)] == ["教育居"]


def test_a_heading_means_no_column_that_the_sheet_has_not(store: Path):
    with pytest.raises(intake.Refused, match="expected one of"):
        intake.learn_heading(store, "meetings", "应到会", "没有这一列")
