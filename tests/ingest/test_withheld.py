"""How few people voted is nowhere in a store: two that differ in nothing else are the same, table by table."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import intake
from tests.ingest.stores import write

HEADS = ["单位", "评议形式", "评议日期", "发出票数", "收回票数", "有效票数", "参评人员/党员干部", "参评人员/群众代表"]
HEADS += [f"认识深不深/{option}" for option in ("好", "较好", "一般", "差")]
EDU, TAX = "东阳市教育局", "东阳市税务局"
OF_THE_FILE = ("sha256", "loaded_at", "entered_at", "built_at")


def ballots(unit: str, on: int, valid: int, categories: tuple[int, int], votes: tuple[Any, ...]) -> list[Any]:
    return [unit, "评议会", date(2009, 6, on), valid, valid, valid, *categories, *votes]


def built(folder: Path, rostered: Path, secret: int) -> Path:
    """A store that was told a secret in every place where it must not stay: 1 or 2."""
    store = Path(shutil.copytree(rostered, folder / "store"))
    other = 3 - secret
    first = [
        ballots(EDU, 10, 4, (secret, other), (other, secret, 1, None)),
        ballots(TAX, 11, 20, (10, 10), (10 + secret, 10 - secret, 0, 0)),
        # Nobody can have cast these: the row is refused, and its figures are told to the sender.
        ballots(EDU, 12, 4, (3, 1), (730 + secret, 0, 0, 0)),
        ballots(EDU, 13, 4, (3, 1), (f"{740 + secret}?", 0, 0, 0)),
        ["合计", None, None, 32, 32, 32, *(750 + secret for _ in range(6))],
    ]
    again = [ballots(TAX, 11, 22, (10, 12), (12, 10, 0, 0))]
    files = [
        write(folder / f"{name}.xlsx", date(2009, 6, day), 民主评议=[HEADS, *rows])
        for name, day, rows in (("一", 14, first), ("二", 15, again))
    ]
    for file in files:
        intake.accept(store, [file], by="office", skip_bad_rows=True, yes=True)
    return store


@pytest.fixture(scope="module")
def stores(rostered_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two stores that differ in their secrets alone."""
    one, other = (built(tmp_path_factory.mktemp("secret"), rostered_store, secret) for secret in (1, 2))
    return one, other


def contents(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table and view of the published store, row by row, without what speaks of the file itself."""
    path = store / (store / "CURRENT").read_text().strip()
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute("select schema_name || '.' || view_name from duckdb_views() where not internal")
        names = [name for (name,) in found.fetchall()]
        found = connection.execute("select schema_name || '.' || table_name from duckdb_tables() where not internal")
        names += [name for (name,) in found.fetchall()]
        return {name: rows_of(connection, name) for name in names}


def rows_of(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    columns = [row[0] for row in connection.execute(f"describe {name}").fetchall() if row[0] not in OF_THE_FILE]
    return connection.execute(f"select {', '.join(columns)} from {name} order by all").fetchall()


def test_stores_that_differ_in_the_votes_of_a_few_are_the_same_in_every_table(stores: tuple[Path, Path]) -> None:
    one, other = map(contents, stores)
    assert one["raw.evaluations"] and one["raw.findings"] and len(one) > 100
    assert [name for name in one if one[name] != other[name]] == []


def test_no_table_holds_a_figure_that_was_refused(stores: tuple[Path, Path]) -> None:
    everything = contents(stores[0])
    assert not [
        name
        for name, rows in everything.items()
        for row in rows
        for secret in ("731", "741", "751")
        if holds(row, secret)
    ]


def holds(row: tuple[Any, ...], secret: str) -> bool:
    return any(secret in str(value) for value in row if not isinstance(value, int) or value < 10**6)


def test_of_a_corrected_ballot_the_last_version_is_broken_down(stores: tuple[Path, Path]) -> None:
    query = "select valid_count, understanding_good_count, understanding_count from raw.evaluations"
    path = stores[0] / (stores[0] / "CURRENT").read_text().strip()
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(f"{query} where unit_id = 'TAX' order by upload_number").fetchall()
    assert found == [(20, None, 20), (22, 12, 22)]


def test_an_uploads_own_page_shows_no_more_than_the_store(stores: tuple[Path, Path]) -> None:
    uploads = [row["upload_id"] for row in intake.upload_rows(stores[0])]
    shown = [intake.rows_taken(stores[0], upload)[0].rows for upload in sorted(uploads)[-2:]]
    assert "认识深不深/好" not in shown[0].columns
    assert shown[1]["认识深不深/好"].to_list() == [12]
    told = intake.findings_of(stores[0], sorted(uploads)[-2])
    assert set(told.filter(told["field"] == "understanding_good_count")["found"]) == {""}
