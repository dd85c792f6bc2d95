"""What a person ran on the SQL page, the latest first; kept in the office's own book, and not for ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dashboard import office_book

KEPT_OF_ONE = 200
SCHEMA = """
create table if not exists sql_runs (
    run_id integer primary key,
    person text not null,
    ran_at text not null,
    sql text not null,
    as_of text,
    known_at integer,
    outcome text not null,
    row_count integer,
    seconds real
);
create index if not exists sql_runs_of_person on sql_runs (person, run_id);
"""


@dataclass(frozen=True)
class Ran:
    """One query as it was run: when, of which day and ledger number, and how it ended."""

    ran_at: datetime
    sql: str
    as_of: str | None
    known_at: int | None
    outcome: str
    row_count: int | None = None
    seconds: float | None = None


def note(store: Path, person: str, ran: Ran) -> None:
    """Add a run; the oldest of this person's go. A store that cannot be written to keeps none."""
    row = (person, ran.ran_at.isoformat(), ran.sql, ran.as_of, ran.known_at, ran.outcome, ran.row_count, ran.seconds)
    with _book(store) as book:
        if book:
            book.execute(
                "insert into sql_runs (person, ran_at, sql, as_of, known_at, outcome, row_count, seconds) "
                "values (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            old = "select run_id from sql_runs where person = ? order by run_id desc limit -1 offset ?"
            book.execute(f"delete from sql_runs where run_id in ({old})", (person, KEPT_OF_ONE))


def latest(store: Path, person: str, most: int) -> list[Ran]:
    """A person's latest runs, one for each text."""
    with _book(store) as book:
        if not book:
            return []
        rows = book.execute(
            "select * from sql_runs where run_id in (select max(run_id) from sql_runs where person = ? group by sql) "
            "order by run_id desc limit ?",
            (person, most),
        ).fetchall()
    names = ("as_of", "known_at", "outcome", "row_count", "seconds")
    return [Ran(datetime.fromisoformat(row["ran_at"]), row["sql"], *(row[name] for name in names)) for row in rows]


def now() -> datetime:
    """The moment, as it is kept."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


@contextmanager
def _book(store: Path) -> Iterator[sqlite3.Connection | None]:
    try:
        opening = office_book.opened(store, SCHEMA)
        book = opening.__enter__()
    except (OSError, sqlite3.OperationalError):
        yield None
        return
    try:
        yield book
    finally:
        opening.__exit__(None, None, None)
