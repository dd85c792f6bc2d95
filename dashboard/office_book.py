"""`office.sqlite`: what the office keeps for itself beside the store: accounts, sessions, saved queries, the audit log.

Small, transactional and shared by processes. It is no part of the published store, so no analyst's SQL can see it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

OFFICE = "office.sqlite"
WAIT_SECONDS = 5.0
# A page asks some twenty times who is at it; what the book answered holds until the book is written again.
SETTLED_NS = 100_000_000
MOST_KNOWN = 1_000
Stands = tuple[int, int, int]
_known: dict[tuple[object, ...], tuple[Stands, list[sqlite3.Row]]] = {}


@contextmanager
def opened(store: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """One transaction on the book: committed at the end, undone when anything fails. `schema` makes missing tables."""
    with closing(sqlite3.connect(made(store / OFFICE), timeout=WAIT_SECONDS)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("pragma foreign_keys = on")
        connection.executescript(schema)
        connection.execute("begin immediate")
        with connection:
            yield connection


def made(path: Path) -> Path:
    """The book's file, which only its owner may read; made when it is not there yet."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return path


def looked_up(store: Path, schema: str, question: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
    """What the book answers to a question; it is not locked for that, and made where it is not there yet."""
    if not (store / OFFICE).exists():
        with opened(store, schema):
            pass
    stands = _stands(store / OFFICE)
    if stands and (known := _known.get((store, question, *values))) and known[0] == stands:
        return known[1]
    rows = _asked(store, schema, question, values)
    if stands:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known[(store, question, *values)] = (stands, rows)
    return rows


def _stands(path: Path) -> Stands | None:
    """What tells one state of the book from the next; nothing where it was written too lately for that."""
    now = path.stat()
    return None if time.time_ns() - now.st_mtime_ns < SETTLED_NS else (now.st_ino, now.st_mtime_ns, now.st_size)


def _asked(store: Path, schema: str, question: str, values: Sequence[object]) -> list[sqlite3.Row]:
    address = f"{(store / OFFICE).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as connection:
        connection.row_factory = sqlite3.Row
        try:
            return connection.execute(question, values).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
    with opened(store, schema) as connection:
        return connection.execute(question, values).fetchall()
