"""The ledger decides the store, and a crash at any moment leaves one that can be read."""

from __future__ import annotations

import shutil
import stat
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from ingest import accepted, build, intake, rawtables, snapshots, views
from tests.ingest.stores import ask, meeting, roster


@pytest.fixture
def store(empty_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(empty_store, tmp_path / "store"))


def test_each_build_has_a_name_of_its_own_and_nobody_may_write_it(store: Path, tmp_path: Path):
    first = snapshots.current(store)
    intake.accept(store, [roster(tmp_path)])
    second = snapshots.current(store)
    assert (first.name, second.name) == ("store-1.duckdb", "store-2.duckdb")
    assert stat.S_IMODE(second.stat().st_mode) == 0o444
    assert build.build(store).name == "store-2-2.duckdb"


def test_leftovers_of_a_killed_build_are_removed_by_the_next(store: Path):
    leftover = store / "snapshots" / "draft-99.duckdb"
    leftover.write_bytes(b"half")
    build.build(store)
    assert not list((store / "snapshots").glob("draft-*"))


def test_only_the_last_few_snapshots_are_kept(store: Path, tmp_path: Path):
    for _ in range(snapshots.KEPT + 1):
        snapshots.publish(store, Path(shutil.copy(snapshots.current(store), tmp_path / "draft")), 1)
    kept = list((store / "snapshots").glob("store-*.duckdb"))
    assert len(kept) == snapshots.KEPT
    assert snapshots.current(store) in kept


def test_a_store_carries_the_time_of_its_last_event_and_not_of_its_build(store: Path):
    before = ask(store, "from raw.build")
    build.build(store)
    assert ask(store, "from raw.build") == before


def test_known_at_shows_the_store_as_it_was_before_later_uploads(store: Path, tmp_path: Path):
    intake.accept(store, [roster(tmp_path), meeting(tmp_path)])
    then = build.build(store, known_at=2)
    with duckdb.connect(str(then), read_only=True) as connection:
        assert connection.execute("select count(*) from raw.units").fetchall() == [(2,)]
        assert connection.execute("select count(*) from raw.meetings").fetchall() == [(0,)]
    assert ask(store, "select count(*) from raw.meetings") == [(1,)]
    assert build.build(store, known_at=2) == then


def test_rows_loaded_a_few_uploads_at_a_time_lie_as_if_loaded_at_once(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    intake.accept(store, [roster(tmp_path), meeting(tmp_path)])
    tables = ("raw.units", "raw.meetings", "raw.evidence_rows", "raw.evidence_cells")
    at_once = [ask(store, f"from {table}") for table in tables]
    monkeypatch.setattr(accepted, "ROWS_AT_A_TIME", 1)
    build.build(store)
    assert [ask(store, f"from {table}") for table in tables] == at_once


def test_accepted_rows_lie_by_unit_whatever_the_order_of_their_uploads(store: Path, tmp_path: Path):
    intake.accept(store, [roster(tmp_path), meeting(tmp_path, "税务.xlsx", unit="东阳市税务局")])
    intake.accept(store, [meeting(tmp_path, told_on=date(2009, 6, 13))])
    found = ask(store, "select unit_id, upload_number from raw.evidence_rows where sheet = 'meetings'")
    assert found == [("EDU", 4), ("TAX", 3)]


def test_a_failing_check_publishes_nothing_and_leaves_the_last_store(store: Path, monkeypatch: pytest.MonkeyPatch):
    before = snapshots.current(store)

    def fail(_: duckdb.DuckDBPyConnection) -> None:
        raise views.CheckFailed("one_status", pl.DataFrame({"obligation_id": ["EDU/draft"]}))

    monkeypatch.setattr(views, "run_checks", fail)
    with pytest.raises(views.CheckFailed, match="one_status"):
        build.build(store)
    assert snapshots.current(store) == before
    assert not list((store / "snapshots").glob("draft-*"))


def test_a_store_built_by_older_code_is_built_again(store: Path):
    before = snapshots.current(store)
    assert build.ensure_published(store) == before
    (store / "snapshots" / snapshots.CURRENT_BY).write_text("older")
    assert build.ensure_published(store) != before


def test_a_breakdown_of_fewer_than_five_ballots_never_enters_the_store():
    connection = duckdb.connect()
    rawtables.create(connection)
    ballots = pl.DataFrame(
        {
            "unit_id": ["FEW", "ENOUGH", "UNKNOWN"],
            "sheet_name": ["民主评议"] * 3,
            "row_number": [2, 3, 4],
            "valid_count": [4, 5, None],
            "understanding_good_count": [3, 4, 9],
            "understanding_poor_count": [1, 1, None],
        }
    )
    frame = rawtables.with_all_columns(ballots, "evaluations")
    rawtables.load_rows(connection, "evaluations", frame)
    shown = (
        "select unit_id, understanding_good_count, understanding_poor_count, understanding_count from raw.evaluations"
    )
    assert connection.execute(shown).fetchall() == [
        ("FEW", None, None, 4),
        ("ENOUGH", 4, 1, 5),
        ("UNKNOWN", None, None, 9),
    ]


def test_a_sum_names_the_cells_that_it_adds_up():
    connection = duckdb.connect()
    rawtables.create(connection)
    ballots = pl.DataFrame(
        {
            "unit_id": ["ALL", "ONE"],
            "sheet_name": ["民主评议"] * 2,
            "row_number": [7, 8],
            "valid_count": [22, 22],
            "understanding_good_count": [20, 22],
            "understanding_good_count_column": ["P", "P"],
            "understanding_poor_count": [2, None],
            "understanding_poor_count_column": ["S", None],
        }
    )
    rawtables.load_rows(connection, "evaluations", rawtables.with_all_columns(ballots, "evaluations"))
    sums = "select item_text, cell from raw.evidence_cells where field = 'understanding_count' order by cell"
    assert connection.execute(sums).fetchall() == [("22", "P7:S7"), ("22", "P8")]


def test_views_are_made_after_what_they_refer_to(tmp_path: Path):
    (tmp_path / "marts").mkdir()
    (tmp_path / "staging").mkdir()
    head = "-- One row per number.\n-- 每行:一个数。\n"
    (tmp_path / "marts" / "a.sql").write_text(head + "select numbers.number from marts.numbers", encoding="utf-8")
    table = head + "-- Table, sorted by number.\nselect numbers.number from staging.numbers"
    (tmp_path / "marts" / "numbers.sql").write_text(table, encoding="utf-8")
    (tmp_path / "staging" / "numbers.sql").write_text(head + "select 2 as number union all select 1", encoding="utf-8")
    connection = duckdb.connect()
    views.create(connection, tmp_path)
    assert connection.execute("from marts.a").fetchall() == [(1,), (2,)]
    comment = "select comment from duckdb_views() where view_name = 'a'"
    assert connection.execute(comment).fetchall() == [("One row per number. | 每行:一个数。",)]


def test_an_error_in_a_view_names_the_file_and_the_line(tmp_path: Path):
    (tmp_path / "marts").mkdir()
    text = "-- One row per number.\n-- 每行:一个数。\nselect\n    1 as number,\n    nothing\n"
    (tmp_path / "marts" / "broken.sql").write_text(text, encoding="utf-8")
    with pytest.raises(views.SqlError, match=r"broken\.sql:5: .*nothing"):
        views.create(duckdb.connect(), tmp_path)


def test_views_that_refer_to_each_other_in_a_circle_are_refused(tmp_path: Path):
    (tmp_path / "marts").mkdir()
    for name, other in (("a", "b"), ("b", "a")):
        text = f"-- One row per number.\n-- 每行:一个数。\nselect {other}.number from marts.{other}"
        (tmp_path / "marts" / f"{name}.sql").write_text(text, encoding="utf-8")
    with pytest.raises(views.SqlError, match="circle"):
        views.create(duckdb.connect(), tmp_path)
