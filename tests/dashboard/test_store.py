"""The door to the data: named queries on the published file, one cursor each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard import store

FIRST = date(2009, 6, 1)


@pytest.fixture
def queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two queries in place of the product's own."""
    folder = tmp_path / "queries"
    folder.mkdir()
    (folder / "day.sql").write_text("-- One row.\nselect clock.as_of from clock", encoding="utf-8")
    (folder / "named.sql").write_text("select $name as name, sum(t.x) as x from (values (1), (2)) as t(x)")
    monkeypatch.setattr(store, "QUERIES", folder)
    return folder


def published(folder: Path, name: str = "store-1", default_day: date = FIRST) -> Path:
    """A store whose one published file knows only its clock."""
    path = folder / "snapshots" / f"{name}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = folder / f"draft-{default_day}.duckdb"
    with duckdb.connect(str(draft)) as connection:
        connection.execute(
            f"create view clock as select coalesce(cast(getvariable('as_of') as date), date '{default_day}') as as_of"
        )
    draft.replace(path)
    (folder / "CURRENT").write_text(f"snapshots/{path.name}\n", encoding="utf-8")
    return path


def test_a_folder_without_a_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(store.NoStore):
        store.snapshot(tmp_path / "nowhere")


def test_a_store_without_a_publication_says_so(tmp_path: Path) -> None:
    with pytest.raises(store.NoStore):
        store.snapshot(tmp_path)
    (tmp_path / "ledger.sqlite").touch()
    with pytest.raises(store.NotPublished):
        store.snapshot(tmp_path)


def test_an_earlier_ledger_number_is_read_from_its_own_file(tmp_path: Path, queries: Path) -> None:
    then = store.built(published(tmp_path, "known-1", FIRST))
    published(tmp_path, "store-2", FIRST + timedelta(days=1))
    assert store.query_snapshot("day", then, None, {}).item() == FIRST
    assert store.query("day", store=tmp_path).item() == FIRST + timedelta(days=1)


def test_a_name_that_is_no_query_is_refused(tmp_path: Path, queries: Path) -> None:
    published(tmp_path)
    for name in ("absent", "../day", "day; drop view clock"):
        with pytest.raises(store.UnknownQuery):
            store.query(name, store=tmp_path)


def test_parameters_are_bound_and_sums_are_plain_integers(tmp_path: Path, queries: Path) -> None:
    published(tmp_path)
    answer = store.query("named", store=tmp_path, name="'; drop view clock; --")
    assert answer.to_dicts() == [{"name": "'; drop view clock; --", "x": 3}]
    assert answer.schema["x"].is_integer()


def test_each_query_speaks_of_its_own_day_even_among_threads(tmp_path: Path, queries: Path) -> None:
    published(tmp_path)
    days = [FIRST + timedelta(days=number % 20) for number in range(120)]
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda day: store.query("day", store=tmp_path, as_of=day).item(), days)
    assert list(answers) == days


def test_the_day_of_one_query_is_not_seen_by_the_next(tmp_path: Path, queries: Path) -> None:
    published(tmp_path)
    store.query("day", store=tmp_path, as_of=FIRST + timedelta(days=9))
    assert store.query("day", store=tmp_path).item() == FIRST


def test_a_file_made_anew_under_the_same_name_is_read_anew(tmp_path: Path, queries: Path) -> None:
    published(tmp_path, default_day=FIRST)
    assert store.query("day", store=tmp_path).item() == FIRST
    published(tmp_path, default_day=FIRST + timedelta(days=5))
    assert store.query("day", store=tmp_path).item() == FIRST + timedelta(days=5)


def test_the_published_file_can_only_be_read(tmp_path: Path, queries: Path) -> None:
    published(tmp_path)
    (queries / "write.sql").write_text("create table forged as select 1 as x")
    with pytest.raises(duckdb.Error):
        store.query("write", store=tmp_path)


def test_files_that_nobody_reads_are_closed_after_a_while(
    tmp_path: Path, queries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = published(tmp_path, "store-1")
    store.query("day", store=tmp_path)
    monkeypatch.setattr(store, "IDLE_SECONDS", -1.0)
    published(tmp_path, "store-2")
    store.query("day", store=tmp_path)
    assert old not in store._opened
