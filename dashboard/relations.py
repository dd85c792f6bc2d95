"""Whole views and tables of a published file by their names: their rows as they come, and a few of them as examples."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from dashboard import store

BATCH_ROWS = 100_000
EXAMPLE_SECONDS = 3.0
EXAMPLE_ROWS = 200
WIDE, FITTING = "HUGEINT", "BIGINT"


@contextmanager
def opened(
    published: store.Snapshot, name: str, as_of: date | None, seconds: float | None = None
) -> Iterator[duckdb.DuckDBPyRelation]:
    """A view or table on a day, to be read within some seconds; what is damaged is said as of any query."""
    try:
        with store.cursor(published) as cursor, stopped_after(cursor, seconds):
            if as_of is not None:
                cursor.execute("set variable as_of = cast(? as date)", [as_of])
            yield cursor.table(name)
    except store.UNREADABLE as error:
        raise store.damaged(published.path) from error
    except store.UNKNOWN_THERE as error:
        raise store.OfAnotherVersion(f"{published.path}: this build has no {name}") from error


@contextmanager
def stopped_after(cursor: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[None]:
    """What the cursor is at is broken off when the time is up."""
    clock = threading.Timer(seconds or threading.TIMEOUT_MAX, cursor.interrupt)
    clock.daemon = True
    if seconds:
        clock.start()
    try:
        yield
    finally:
        clock.cancel()


@contextmanager
def rows(
    published: store.Snapshot, name: str, as_of: date | None, units: Sequence[str | None] | None = None
) -> Iterator[Any]:
    """The rows of a view, always in one order, as a reader of Arrow batches; of some units alone if they are given."""
    with opened(published, name, as_of) as found:
        chosen = found if units is None else found.filter(of_units(units))
        yield chosen.sort(*map(ColumnExpression, found.columns)).select(*plain(found)).to_arrow_reader(BATCH_ROWS)


def of_units(units: Sequence[str | None]) -> duckdb.Expression:
    """Whether a row is of the units from the first to the last given; without a unit it goes with nothing first."""
    known = [unit for unit in units if unit is not None]
    unit_id = ColumnExpression("unit_id")
    if not known:
        return unit_id.isnull()
    between = unit_id.between(ConstantExpression(known[0]), ConstantExpression(known[-1]))
    return between | unit_id.isnull() if len(known) < len(units) else between


def plain(found: duckdb.DuckDBPyRelation) -> Iterator[duckdb.Expression]:
    """Its columns; sums, which come as wide as no other program holds them, as whole numbers."""
    for column, kind in zip(found.columns, found.types, strict=True):
        expression = ColumnExpression(column)
        yield expression.cast(FITTING).alias(column) if str(kind) == WIDE else expression


def units(published: store.Snapshot, name: str, as_of: date | None) -> list[str | None]:
    """The units that a view has rows of, in order, nothing first; none at all where it is not about units."""
    with opened(published, name, as_of) as found:
        if "unit_id" not in found.columns:
            return []
        ids = [unit for (unit,) in found.select("unit_id").distinct().fetchall()]
    return [*([None] if None in ids else []), *sorted(unit for unit in ids if unit is not None)]


def examples(published: store.Snapshot, name: str, as_of: date | None) -> list[tuple[Any, ...]] | None:
    """A few rows; nothing where finding them takes too long."""
    try:
        with opened(published, name, as_of, EXAMPLE_SECONDS) as found:
            return found.limit(EXAMPLE_ROWS).fetchall()
    except duckdb.InterruptException:
        return None
