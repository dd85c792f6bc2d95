"""The column dictionary, sql/columns.csv: one name means one thing, said in English and in Chinese on every column."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import pairwise

import duckdb
import pytest

from ingest import rawtables, views

DICTIONARY = views.SQL / "columns.csv"
CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"[A-Za-z]{3}")
BETWEEN = " | "


def dictionary() -> list[dict[str, str]]:
    """The lines of the dictionary as they stand."""
    with DICTIONARY.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


LINES = dictionary()
NAMES = [line["column_name"] for line in LINES]


@pytest.fixture(scope="module")
def store() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty store with every table and view."""
    with duckdb.connect() as connection:
        rawtables.create(connection)
        views.create(connection)
        yield connection


def comments(store: duckdb.DuckDBPyConnection, schema: str) -> dict[str, str | None]:
    """What the store says of each column of a schema."""
    found = store.execute(
        "select table_name || '.' || column_name, comment from duckdb_columns() where schema_name = ?", [schema]
    ).fetchall()
    return dict(found)


@pytest.mark.parametrize("schema", ["marts", "reference", "rules", "intermediate", "staging", "raw", "plan"])
def test_every_column_is_explained_in_both_languages(store: duckdb.DuckDBPyConnection, schema: str) -> None:
    found = comments(store, schema)
    assert found
    assert not sorted(column for column, said in found.items() if not in_both_languages(said or ""))


def test_every_view_and_table_says_in_both_languages_what_one_row_is(store: duckdb.DuckDBPyConnection) -> None:
    found = store.execute("""
        select schema_name || '.' || view_name, comment from duckdb_views() where not internal
        union all
        select schema_name || '.' || table_name, comment from duckdb_tables() where not internal
    """).fetchall()
    assert len(found) > 100
    assert not sorted(name for name, said in found if not in_both_languages(said or ""))
    assert not sorted(name for name, said in found if not said.startswith("One row"))


def in_both_languages(said: str) -> bool:
    """Whether a comment has an English and a Chinese half."""
    english, _, chinese = said.partition(BETWEEN)
    return bool(ENGLISH.search(english) and CHINESE.search(chinese))


def test_no_line_speaks_of_a_column_that_the_store_does_not_have(store: duckdb.DuckDBPyConnection) -> None:
    known = store.execute("select column_name from duckdb_columns() where not internal").fetchall()
    assert not sorted(set(NAMES) - {name for (name,) in known})


def test_no_column_is_explained_twice_and_the_lines_are_in_order() -> None:
    assert not [(name, following) for name, following in pairwise(NAMES) if name >= following]


def test_every_line_is_three_plain_texts() -> None:
    assert {tuple(line) for line in LINES} == {("column_name", "comment_en", "comment_zh")}
    texts = [text for line in LINES for text in line.values()]
    assert not [text for text in texts if text != text.strip() or set("|\n") & set(text)]
