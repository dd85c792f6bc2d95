"""Where the columns of the store come from: what each view reads, column by column, down to the sheets and the plan.

Followed is where values flow from; what a view only filters or joins by is among what it reads. Worked out from the SQL
of the views when it is asked for, once for each published build.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.lineage import lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope
from sqlglot.schema import MappingSchema

from dashboard import store

SQL = store.QUERIES.parent
DIALECT = "duckdb"
FOLLOWED = 512
SOURCES = ("raw", "plan")
Column = tuple[str, str]


@lru_cache(maxsize=4)
def relations(published: store.Snapshot) -> dict[str, list[str]]:
    """Every view and table with its columns."""
    columns = store.query_snapshot("dictionary__columns", published, None, {})
    found: dict[str, list[str]] = {}
    for name, column in columns.select("relation_name", "column_name").iter_rows():
        found.setdefault(name, []).append(column)
    return found


@lru_cache(maxsize=4)
def schema(published: store.Snapshot) -> MappingSchema:
    """The same, as the parser wants it; types do not matter for where a column comes from."""
    nested: dict[str, Any] = {}
    for name, columns in relations(published).items():
        folder, _, view = name.partition(".")
        nested.setdefault(folder, {})[view] = dict.fromkeys(columns, "varchar")
    return MappingSchema(nested, dialect=DIALECT)


def text_of(name: str) -> str | None:
    """The SQL that a view or table is made by; nothing where it is filled from files."""
    path = SQL.joinpath(*name.split(".")).with_suffix(".sql")
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


@lru_cache(maxsize=FOLLOWED)
def reads(sql: str) -> tuple[str, ...]:
    """The views and tables that a text of SQL reads."""
    parsed = sqlglot.parse_one(sql, dialect=DIALECT)
    return tuple(sorted({f"{table.db}.{table.name}" for table in parsed.find_all(exp.Table) if table.db}))


@lru_cache(maxsize=FOLLOWED)
def of_columns(published: store.Snapshot, name: str) -> dict[str, tuple[Column, ...]]:
    """For each column of a view the columns of others that its values come from."""
    text = text_of(name)
    if text is None:
        return {}
    known = schema(published)
    parsed = sqlglot.parse_one(text, dialect=DIALECT)
    query = qualify(parsed, schema=known, dialect=DIALECT, validate_qualify_columns=False, identify=False)
    scope = build_scope(query)
    return {column: of_one(column, query, scope, known) for column in relations(published)[name]}


def of_one(column: str, query: exp.Expr, scope: Scope | None, known: MappingSchema) -> tuple[Column, ...]:
    """The columns that one column of a query comes from."""
    node = lineage(column, query, schema=known, scope=scope, dialect=DIALECT, copy=False, trim_selects=False)
    found = {
        (f"{one.source.db}.{one.source.name}", one.name.rpartition(".")[2])
        for one in node.walk()
        if isinstance(one.source, exp.Table) and one.source.db
    }
    return tuple(sorted(found))


def roots(published: store.Snapshot, name: str, column: str) -> list[Column]:
    """The columns of sheets and of the plan that a column comes from in the end."""
    waiting, seen = [(name, column)], set[Column]()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += of_columns(published, one[0]).get(one[1], ()) if one[0].split(".")[0] not in SOURCES else ()
    return sorted(one for one in seen if one[0].split(".")[0] in SOURCES)


@lru_cache(maxsize=4)
def readers(published: store.Snapshot) -> dict[str, tuple[str, ...]]:
    """Which views and page queries read each view."""
    found: dict[str, list[str]] = {}
    texts = {name: text_of(name) for name in relations(published)}
    texts |= {path.stem: store.query_text(path.stem) for path in sorted(store.QUERIES.glob("*.sql"))}
    for reader, text in texts.items():
        for name in reads(text) if text else ():
            found.setdefault(name, []).append(reader)
    return {name: tuple(of) for name, of in found.items()}
