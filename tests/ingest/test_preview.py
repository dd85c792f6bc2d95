"""A file's units can be judged with its rows before it is accepted, by the same rules: what it shows is what holds."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ingest import build, intake, judging, snapshots
from ingest.preview import Preview, preview
from ingest.verify import fingerprints
from tests.ingest.stores import ask, meeting

TOLD_ON = date(2009, 6, 12)


@pytest.fixture(scope="module")
def made(rostered_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    store = Path(shutil.copytree(rostered_store, folder / "store"))
    intake.accept(store, [meeting(folder, "税务局.xlsx", unit="税务局")])
    return store


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def shown(store: Path, path: Path, unit: str) -> Preview:
    """How a unit would stand on the day of the report with a file accepted."""
    [result] = intake.check(store, [path])
    rows = intake.rows_of(result.check, intake.NOT_YET)
    return preview(snapshots.current(store), rows, [unit], TOLD_ON)


def statuses(frame: pl.DataFrame) -> list[tuple[str, ...]]:
    """What a preview says of every obligation."""
    return frame.select("obligation_id", "status", "missing_zh").rows()


def published(store: Path, unit: str) -> list[tuple[str, ...]]:
    """What the published store says of every obligation of a unit on the day of the report."""
    sql = "select obligation_id, status, missing_zh from marts.compliance where unit_id = '{}' order by all"
    return ask(store, f"set variable as_of = date '{TOLD_ON}'; {sql.format(unit)}")


def test_a_preview_shows_what_is_published_once_the_file_is_accepted(store: Path, tmp_path: Path):
    path = meeting(tmp_path)
    before = published(store, "EDU")
    seen = shown(store, path, "EDU")
    intake.accept(store, [path])
    assert sorted(statuses(seen.before), key=str) == sorted(before, key=str)
    assert sorted(statuses(seen.after), key=str) == sorted(published(store, "EDU"), key=str)
    assert statuses(seen.before) != statuses(seen.after)


def test_a_preview_changes_nothing_and_speaks_only_of_the_units_it_was_asked_for(store: Path, tmp_path: Path):
    before = published(store, "EDU")
    seen = shown(store, meeting(tmp_path), "TAX")
    assert set(seen.after["unit_id"]) == {"TAX"}
    assert statuses(seen.before) == statuses(seen.after)
    assert published(store, "EDU") == before


def test_a_store_judged_a_unit_at_a_time_is_the_store_judged_in_one_piece(store: Path, monkeypatch: pytest.MonkeyPatch):
    whole = build.build(store)
    monkeypatch.setattr(judging, "ROWS_AT_A_TIME", 1)
    assert fingerprints(build.build(store)) == fingerprints(whole)
