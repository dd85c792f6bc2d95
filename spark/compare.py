"""What Spark judged against what DuckDB judged: every row of every table, both ways, in pieces that fit in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from ingest import elsewhere, views
from spark.translate import COMPLIANCE

ROWS_AT_A_TIME = 1_000_000


@dataclass(frozen=True)
class Compared:
    """One table or day: how many rows DuckDB found, and how many each has that the other has not."""

    name: str
    row_count: int
    only_here: int
    only_there: int

    @property
    def differing(self) -> int:
        """How many rows differ."""
        return self.only_here + self.only_there


def compare(snapshot: Path, judged: Path, days: list[date]) -> Iterator[Compared]:
    """Every judged table, then every obligation on each of some days."""
    with duckdb.connect(str(snapshot), read_only=True) as store:
        for view in elsewhere.tables(views.views()):
            yield differences(store, view.name, view.name, judged.joinpath(*view.name.split(".")))
        for day in days:
            store.execute(f"set variable as_of = date '{day}'")
            yield differences(store, f"{COMPLIANCE} on {day}", COMPLIANCE, judged / COMPLIANCE / str(day))


def differences(store: duckdb.DuckDBPyConnection, title: str, name: str, place: Path) -> Compared:
    """Two versions of one table, row for row with every column, both ways."""
    columns = [column for (column, *_) in store.execute(f"describe {name}").fetchall()]
    here, there = name, f"read_parquet({views.quoted(f'{place}/part-*.parquet')})"
    [(row_count,)] = store.execute(f"select count(*) from {here}").fetchall()
    pieces = 1 + row_count // ROWS_AT_A_TIME
    lost = sum(left_over(store, columns, here, there, piece, pieces) for piece in range(pieces))
    found = sum(left_over(store, columns, there, here, piece, pieces) for piece in range(pieces))
    return Compared(title, row_count, lost, found)


def left_over(
    store: duckdb.DuckDBPyConnection, columns: list[str], one: str, other: str, piece: int, pieces: int
) -> int:
    """How many rows of one are not in the other, among those whose first column falls into a piece."""
    chosen = f"select {', '.join(columns)} from {{}} where hash(cast({columns[0]} as varchar)) % {pieces} = {piece}"
    query = f"select count(*) from ({chosen.format(one)} except all {chosen.format(other)})"
    [(count,)] = store.execute(query).fetchall()
    return int(count)
