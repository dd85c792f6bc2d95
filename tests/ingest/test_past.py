"""The store as known at an earlier ledger number: built once, in the store where that may be, else elsewhere."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest import build, intake, ledger, pool, snapshots
from tests.ingest.stores import meeting

NOBODY = 65534


@pytest.fixture
def store(rostered_store: Path) -> Iterator[Path]:
    """A store of three entries, in a folder that anybody may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    store = Path(shutil.copytree(rostered_store, folder / "store"))
    intake.accept(store, [meeting(folder)])
    yield store
    shutil.rmtree(folder)


@pytest.fixture
def read_only(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same where nobody who asks may write; the reading process is there already, for nobody may start one."""
    # A process seems as fat as the one that started it, and a fat one would be replaced.
    keep = pool.give_back
    monkeypatch.setattr(pool, "give_back", lambda worker, is_fit: keep(worker, True))
    pool.stop_all()
    keep(pool.borrow(), True)
    for place in (store, store / "snapshots"):
        place.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    yield store
    os.seteuid(user)
    for place in (store, store / "snapshots"):
        place.chmod(0o755)


def meetings(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        return int(connection.execute("select count(*) from raw.meetings").fetchall()[0][0])


def test_what_is_known_now_is_the_published_store_and_is_not_built_twice(store: Path):
    assert intake.known_at(store, 3) == snapshots.current(store)


def test_a_past_state_is_built_once_and_then_found_without_waiting_for_a_writer(store: Path):
    assert intake.already_built(store, 2) is None
    then = intake.known_at(store, 2)
    assert (meetings(then), meetings(snapshots.current(store))) == (0, 1)
    lock = store / ledger.LOCK
    lock.unlink()
    lock.mkdir()
    assert intake.known_at(store, 2) == intake.already_built(store, 2) == then


def test_a_past_state_that_other_code_built_is_built_again(store: Path):
    then = intake.known_at(store, 2)
    (store / "snapshots" / snapshots.KNOWN_BY).write_text("older")
    before = then.stat().st_ino
    assert intake.already_built(store, 2) is None
    assert intake.known_at(store, 2).stat().st_ino != before


def test_a_store_that_may_only_be_read_is_left_alone_and_its_past_is_built_elsewhere(read_only: Path):
    before = sorted(read_only.rglob("*"))
    then = intake.known_at(read_only, 2)
    assert meetings(then) == 0
    assert read_only not in then.parents
    assert intake.known_at(read_only, 2) == then
    assert sorted(read_only.rglob("*")) == before


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_number_that_the_ledger_does_not_hold_is_refused_whatever_is_asked(store: Path, number: int):
    for ask in (
        lambda: intake.known_at(store, number),
        lambda: intake.upload_rows(store, number=number),
        lambda: intake.lessons(store, number),
    ):
        with pytest.raises(intake.Refused, match=f"no ledger number {number}; expected 1 to 3"):
            ask()


def test_only_the_last_few_past_states_are_kept(store: Path):
    for number in range(snapshots.KEPT + 1):
        (store / "snapshots" / f"known-{100 + number}.duckdb").touch()
    (store / "snapshots" / snapshots.KNOWN_BY).write_text(build.build_fingerprint())
    then = intake.known_at(store, 2)
    kept = list((store / "snapshots").glob("known-*.duckdb"))
    assert len(kept) == snapshots.KEPT
    assert then in kept
