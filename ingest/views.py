"""The SQL folder as a database: folder is schema, file is view.

A file is a bare select under leading comments: what one row is, in English and in Chinese, and, where a measured query
was slow as a view, `-- Table, sorted by a, b.` Everything is created after what it refers to.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb
import polars as pl

SQL = Path(__file__).parent.parent / "sql"
NOT_SCHEMAS = ("queries", "saved", "checks", "warnings")
SHOWN_ROWS = 5

NOT_CODE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
REFERENCE = re.compile(r"\b([a-z_]\w*)\.([a-z_]\w*)\b", re.IGNORECASE)
SORTED_TABLE = re.compile(r"Table, sorted by ([\w, ]+)\.")
ERROR_LINE = re.compile(r"\bLINE (\d+):")


NO_ROOM = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
)
"""What the engine raises when the machine, not the query, is at fault."""


class SqlError(Exception):
    """A file of SQL that cannot be run; names the file and, where known, the line."""


class CheckFailed(Exception):
    """A check found rows, so the store may not be published."""

    def __init__(self, name: str, rows: pl.DataFrame) -> None:
        self.name = name
        self.rows = rows
        shown = "\n".join(str(row) for row in rows.head(SHOWN_ROWS).to_dicts())
        super().__init__(f"check {name} failed, so nothing was published; first rows:\n{shown}")


@dataclass(frozen=True)
class View:
    """One file of SQL: `sorted_by` is empty for a view and names the order of a table."""

    name: str
    path: Path
    text: str
    comment: str
    sorted_by: str

    @property
    def is_ranged(self) -> bool:
        """Whether it is a table of units' rows, which follow from these units' rows alone."""
        return self.sorted_by.split(",")[0] == "unit_id"

    @property
    def references(self) -> set[str]:
        """Every `schema.name` that the select mentions."""
        return {f"{schema}.{name}".lower() for schema, name in REFERENCE.findall(NOT_CODE.sub(" ", self.text))}


def create(connection: duckdb.DuckDBPyConnection, folder: Path | None = None) -> None:
    """Make every view and table of the folder, and fill the tables from what is there."""
    for view in declare(connection, folder):
        if view.sorted_by:
            fill(connection, view)


def views(folder: Path | None = None) -> list[View]:
    """Every view that the folder declares, by name."""
    paths = sorted((folder or SQL).glob("*/*.sql"))
    return [read_view(path) for path in paths if path.parent.name not in NOT_SCHEMAS]


def read_view(path: Path) -> View:
    """One file as a view; its leading comments must say what a row is."""
    text = path.read_text(encoding="utf-8").rstrip().rstrip(";")
    lines = list(leading_comments(text))
    if not lines or not lines[0].startswith("One row"):
        raise SqlError(f"{path}:1: found {lines[0] if lines else 'no comment'!r}, expected '-- One row per …'")
    grain = [line for line in lines[:2] if not SORTED_TABLE.match(line)]
    order = next((match[1] for line in lines if (match := SORTED_TABLE.match(line))), "")
    return View(f"{path.parent.name}.{path.stem}", path, text, " | ".join(grain), order)


def leading_comments(text: str) -> Iterator[str]:
    """The comment lines before the select, without their dashes."""
    for line in text.splitlines():
        if not line.startswith("--"):
            return
        yield line.removeprefix("--").strip()


def in_order(found: Iterable[View]) -> list[View]:
    """The views, each after all that it refers to; of those that are free to go, by name."""
    by_name = {view.name: view for view in found}
    graph = {name: sorted(view.references & by_name.keys() - {name}) for name, view in by_name.items()}
    try:
        return [by_name[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        raise SqlError(f"views refer to each other in a circle: {' → '.join(error.args[1])}") from error


def needed(found: Iterable[View], names: Iterable[str]) -> list[View]:
    """Of the views those that are named and all that they rest on, in order."""
    by_name = {view.name: view for view in found}
    waiting, kept = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in kept:
            kept.add(name)
            waiting += by_name[name].references
    return in_order(by_name[name] for name in sorted(kept))


def declare(connection: duckdb.DuckDBPyConnection, folder: Path | None = None) -> list[View]:
    """Make every view and, without rows, every table, and say on each what it holds; returns them in order."""
    folder = folder or SQL
    found = in_order(views(folder))
    for schema in sorted({view.name.split(".")[0] for view in found}):
        connection.execute(f"create schema if not exists {schema}")
    for view in found:
        declare_one(connection, view)
    comment_columns(connection, folder / "columns.csv")
    return found


def declare_one(connection: duckdb.DuckDBPyConnection, view: View) -> None:
    """Make one view, or one table without rows, and say on it what a row is."""
    kind, tail = ("table", " with no data") if view.sorted_by else ("view", "")
    run(connection, view.path, f"create {kind} {view.name} as {rows_of(view)}{tail}", lines_before=1)
    connection.execute(f"comment on {kind} {view.name} is {quoted(view.comment)}")


def fill(connection: duckdb.DuckDBPyConnection, view: View) -> None:
    """Put into a table that stands empty the rows that its select finds now."""
    run(connection, view.path, f"insert into {view.name} {rows_of(view)}", lines_before=1)


def rows_of(view: View) -> str:
    """The select of a file, in a table's order where it is one; its first line is the second."""
    return f"select * from (\n{view.text}\n) order by {view.sorted_by}" if view.sorted_by else f"\n{view.text}"


def run(
    connection: duckdb.DuckDBPyConnection, path: Path, statement: str, *, lines_before: int = 0
) -> duckdb.DuckDBPyConnection:
    """Run the SQL of a file; an error names the file and the line in it."""
    try:
        return connection.execute(statement)
    except NO_ROOM:
        raise
    except duckdb.Error as error:
        found = ERROR_LINE.search(str(error))
        line = f":{int(found[1]) - lines_before}" if found else ""
        raise SqlError(f"{path}{line}: {ERROR_LINE.sub('here:', str(error))}") from error


def comment_columns(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Put the column dictionary's words on every view's column of that name."""
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as lines:
        words = {row["column_name"]: f"{row['comment_en']} | {row['comment_zh']}" for row in csv.DictReader(lines)}
    columns = connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() where not internal order by all"
    ).fetchall()
    statements = [
        f'comment on column {schema}.{table}."{name}" is {quoted(words[name])}'
        for schema, table, name in columns
        if name in words
    ]
    if statements:
        connection.execute(";\n".join(["begin", *statements, "commit"]))


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def run_checks(connection: duckdb.DuckDBPyConnection, folder: Path | None = None) -> None:
    """Run every check; the first that returns rows stops with `CheckFailed`."""
    for path in sorted(((folder or SQL) / "checks").glob("*.sql")):
        rows = offending(connection, path)
        if not rows.is_empty():
            raise CheckFailed(path.stem, rows)


def run_warnings(connection: duckdb.DuckDBPyConnection, folder: Path | None = None) -> dict[str, pl.DataFrame]:
    """The rows of every warning that has any, by the warning's name."""
    results = {path.stem: offending(connection, path) for path in sorted(((folder or SQL) / "warnings").glob("*.sql"))}
    return {name: rows for name, rows in results.items() if not rows.is_empty()}


def offending(connection: duckdb.DuckDBPyConnection, path: Path) -> pl.DataFrame:
    """The first rows that a check or warning returns."""
    cursor = run(connection, path, path.read_text(encoding="utf-8"))
    names = [column[0] for column in cursor.description or []]
    return pl.DataFrame(cursor.fetchmany(SHOWN_ROWS + 1), schema=names, orient="row", infer_schema_length=None)
