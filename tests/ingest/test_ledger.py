"""The ledger is only ever added to, and its writers take turns."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import accepted, ledger


@pytest.fixture
def store(tmp_path: Path) -> Path:
    ledger.create(tmp_path)
    return tmp_path


def test_events_are_numbered_from_one_and_read_back_as_written(store: Path):
    ledger.append(store, "alias", {"scope": "unit", "key": "教育口", "value": "EDU"}, by="office", reason="asked")
    ledger.append(store, "alias", {"scope": "unit", "key": "税务口", "value": "TAX"})
    first, second = ledger.events(store)
    assert (first.number, first.kind, first.by_whom, first.reason) == (1, "alias", "office", "asked")
    assert second.number == 2
    assert second.payload["key"] == "税务口"


@pytest.mark.parametrize(
    "statement",
    [
        "update events set reason = 'x'",
        "delete from events",
        "insert or replace into events values (1, 'alias', '2009-06-01 00:00:00', '', '', '{}')",
        "insert into events values (9, 'alias', '2009-06-01 00:00:00', '', '', '{}')",
    ],
)
def test_an_event_is_never_changed_removed_or_put_out_of_turn(store: Path, statement: str):
    ledger.append(store, "alias", {"scope": "unit", "key": "教育口", "value": "EDU"})
    with closing(ledger.connect(store)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    assert len(ledger.events(store)) == 1


def test_a_folder_without_a_ledger_is_no_store_and_the_message_says_what_to_do(tmp_path: Path):
    with pytest.raises(ledger.NoStore, match="taizhang init"):
        ledger.events(tmp_path)


def test_the_last_word_on_an_alias_wins_and_null_takes_it_back(store: Path):
    for value in ("EDU", "TAX", None):
        ledger.append(store, "alias", {"scope": "unit", "key": "教育口", "value": value})
    history = ledger.events(store)
    assert ledger.learnt(history[:1], "alias") == {("unit", "教育口"): "EDU"}
    assert ledger.learnt(history[:2], "alias") == {("unit", "教育口"): "TAX"}
    assert ledger.learnt(history, "alias") == {}


def test_a_withdrawal_can_be_withdrawn(store: Path):
    ledger.append(store, "upload", {"upload_id": "U0001", "sha256": "a", "report_on": "2009-06-12"})
    ledger.append(store, "withdrawal", {"upload_id": "U0001"})
    assert not ledger.uploads(ledger.events(store))["U0001"].is_active
    ledger.append(store, "restoration", {"upload_id": "U0001"})
    assert ledger.uploads(ledger.events(store))["U0001"].is_active
    assert not ledger.uploads(ledger.events(store, 2))["U0001"].is_active


def test_a_second_writer_is_told_to_wait_and_then_gets_its_turn(store: Path):
    told = threading.Event()
    done: list[str] = []

    def second() -> None:
        with ledger.writing(store, lambda _: told.set()):
            done.append("second")

    with ledger.writing(store):
        other = threading.Thread(target=second)
        other.start()
        assert told.wait(10)
        done.append("first")
    other.join(10)
    assert done == ["first", "second"]


def test_the_holder_of_the_lock_may_take_it_again(store: Path):
    with ledger.writing(store), ledger.writing(store):
        ledger.append(store, "alias", {"scope": "unit", "key": "教育口", "value": "EDU"})
    assert len(ledger.events(store)) == 1


def test_events_given_together_are_added_all_or_none(store: Path):
    count = len(ledger.events(store))
    first = ledger.event_now(count + 1, "alias", {"scope": "unit", "key": "甲", "value": "EDU"}, "office")
    with pytest.raises(sqlite3.IntegrityError):
        ledger.extend(store, [first, replace(first, number=count + 3)])
    assert len(ledger.events(store)) == count
    ledger.extend(store, [first, replace(first, number=count + 2)])
    assert ledger.events(store)[count:] == [first, replace(first, number=count + 2)]


def test_files_written_together_are_in_place_only_once_all_are_on_disk(tmp_path: Path):
    drafts = accepted.Drafts(tmp_path)
    accepted.write_original(drafts, "a" * 64, b"first")
    accepted.write_original(drafts, "b" * 64, b"second")
    folder = tmp_path / accepted.ORIGINALS
    assert not any((folder / (letter * 64)).exists() for letter in "ab")
    drafts.settle()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a" * 64: b"first", "b" * 64: b"second"}
