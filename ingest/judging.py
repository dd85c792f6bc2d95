"""The rules run in memory, on the rows of some units at a time.

Until everybody is judged no rule looks from one unit's rows at another's. So a store of any size is judged in ranges of
units, and a few units can be judged alone, by the same files of SQL: the tables sorted by unit are filled in memory
from the rows of these units. The store stands beside, attached as `store`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from ingest import rawtables, views
from ingest.views import View

ROWS_AT_A_TIME = 50_000
# The first and the last of them tell where in a sorted table not to look.
OF_UNITS = "where unit_id in (select unnest($units)) and unit_id between list_min($units) and list_max($units)"


@contextmanager
def beside(store: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty memory with the store's file attached beside it."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {views.quoted(str(store))} as store {'(read_only)' if read_only else ''}")
        yield connection


def tables_beside(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """All tables of the store that stands beside."""
    rows = connection.execute(
        "select database_name || '.' || schema_name || '.' || table_name from duckdb_tables() "
        "where database_name = 'store' order by 1"
    ).fetchall()
    return [name for (name,) in rows]


def judge(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill every table of a store whose raw rows and plan are loaded, the units' tables a range of units at a time."""
    tables = [view for view in views.in_order(views.views()) if view.sorted_by]
    ranged = [view for view in tables if view.is_ranged]
    wanted = views.needed(views.views(), [view.name for view in ranged])
    early = [view for view in tables if view in wanted and not view.is_ranged]
    fill_in_the_store(connection, early)
    set_up(connection, wanted)
    for units in ranges(connection):
        take_rows(connection, wanted, units)
        judge_units(connection, ranged)
        for view in ranged:
            connection.execute(f"insert into store.{view.name} from {view.name}")
    fill_in_the_store(connection, [view for view in tables if view not in (*early, *ranged)])


@contextmanager
def in_the_store(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Names mean the store's tables, and not those in memory."""
    connection.execute("use store")
    yield
    connection.execute("use memory")


def fill_in_the_store(connection: duckdb.DuckDBPyConnection, tables: Iterable[View]) -> None:
    """Fill tables where they stand, from all rows at once."""
    with in_the_store(connection):
        for view in tables:
            views.fill(connection, view)


def set_up(connection: duckdb.DuckDBPyConnection, wanted: list[View]) -> None:
    """Make these views and tables in memory, and what they read; what speaks of no unit is copied from the store."""
    rawtables.create(connection)
    for name in sources(wanted):
        if not speaks_of_units(name):
            connection.execute(f"insert into {name} from store.{name}")
    for schema in sorted({view.name.split(".")[0] for view in wanted}):
        connection.execute(f"create schema {schema}")
    for view in wanted:
        create_beside(connection, view)


def read_plan(connection: duckdb.DuckDBPyConnection, wanted: list[View], plan: Mapping[str, pl.DataFrame]) -> None:
    """Put another plan in place of the store's, and find anew what follows from it alone or from what was found."""
    for name in plan:
        connection.execute(f"truncate plan.{name}")
    rawtables.load_plan(connection, dict(plan))
    for view in wanted:
        if view.sorted_by and not view.is_ranged and not reads_units(view, wanted):
            connection.execute(f"truncate {view.name}")
            views.fill(connection, view)


def reads_units(view: View, wanted: list[View]) -> bool:
    """Whether a table reads rows of units by itself, and not only through tables that stand."""
    by_name = {one.name: one for one in wanted if not one.sorted_by}
    ranged = {one.name for one in wanted if one.is_ranged}
    waiting, seen = [view], {view.name}
    while waiting:
        named = waiting.pop().references
        if named & ranged or any(speaks_of_units(name) for name in named & rawtables.TABLES.keys()):
            return True
        waiting += [by_name[name] for name in named & by_name.keys() - seen]
        seen |= named
    return False


def create_beside(connection: duckdb.DuckDBPyConnection, view: View) -> None:
    """Make a view, or a table like the store's: empty for rows of units, else with the rows found already."""
    if view.sorted_by:
        rows = " limit 0" if view.is_ranged else ""
        connection.execute(f"create table {view.name} as from store.{view.name}{rows}")
    else:
        views.run(connection, view.path, f"create view {view.name} as {views.rows_of(view)}", lines_before=1)


def sources(wanted: Iterable[View]) -> list[str]:
    """The tables of the schemas `raw` and `plan` that these views read."""
    return sorted({name for view in wanted for name in view.references} & rawtables.TABLES.keys())


def speaks_of_units(table: str) -> bool:
    """Whether a table of `raw` or `plan` holds rows of units."""
    return "unit_id" in rawtables.TABLES[table]


def ranges(connection: duckdb.DuckDBPyConnection) -> Iterator[list[str]]:
    """All units in order, so many at a time that their rows are few enough to be judged in memory."""
    counted = "select unit_id, count(*) from store.raw.evidence_rows group by unit_id order by unit_id"
    units: list[str] = []
    held = 0
    for unit, rows in connection.execute(counted).fetchall():
        if units and held + rows > ROWS_AT_A_TIME:
            yield units
            units, held = [], 0
        units.append(unit)
        held += rows
    yield units


def take_rows(connection: duckdb.DuckDBPyConnection, wanted: list[View], units: list[str]) -> None:
    """Let the memory hold the rows of these units and no others, and nothing that was found for others."""
    for view in wanted:
        if view.is_ranged:
            connection.execute(f"truncate {view.name}")
    for name in filter(speaks_of_units, sources(wanted)):
        connection.execute(f"truncate {name}")
        connection.execute(f"insert into {name} from store.{name} {OF_UNITS}", {"units": units})


def judge_units(connection: duckdb.DuckDBPyConnection, tables: Iterable[View]) -> None:
    """Fill the tables of the units whose rows are in memory, and hold them to the checks."""
    for view in tables:
        views.fill(connection, view)
    views.run_checks(connection)
