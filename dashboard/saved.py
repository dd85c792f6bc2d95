"""Queries that are kept under a name: a starter set in sql/saved, and those that people keep for themselves or share.

A name means the reader's own query first, then one that somebody shares, then the starter set's.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from dashboard import office_book, sqltext
from dashboard.words import ENGLISH, language

STARTERS = Path(__file__).resolve().parents[1] / "sql" / "saved"
HEAD = re.compile(r"-- (Name|Note): (.+) \| (.+)")
DECLARED = re.compile(r"-- \$(\w+): (.*?) ?\| (.+) \| (.+)")
NAME = re.compile(r"[^\x00-\x1f\x7f/\\?#&]{1,60}")
MOST_BYTES, LONGEST_NOTE, MOST_OF_ONE = 50 * 1024, 500, 500
SCHEMA = """
create table if not exists saved_queries (
    owner text not null,
    name text not null,
    note text not null,
    sql text not null,
    is_shared integer not null,
    saved_at text not null,
    primary key (owner, name)
);
"""


class Refused(Exception):
    """A name or a query that cannot be kept; says what to do."""


class Unknown(Refused):
    """No query of this name that this person may see."""


class NotYours(Refused):
    """A query of somebody else's, which only they may change."""


@dataclass(frozen=True)
class Parameter:
    """What a query asks for: usual is the value where none is given, nothing where it may be left blank."""

    name: str
    usual: str | None = None
    zh: str = ""
    en: str = ""

    @property
    def is_told(self) -> bool:
        """Whether the query's head tells what it is."""
        return bool(self.zh or self.en)

    @property
    def label(self) -> str:
        """What it is, in the reader's language."""
        return (self.en if language() == ENGLISH else self.zh) or self.name


@dataclass(frozen=True)
class Saved:
    """One query under its name; without an owner it is of the starter set."""

    name: str
    sql: str
    title_zh: str
    title_en: str
    note_zh: str
    note_en: str
    owner: str | None = None
    is_shared: bool = True

    @property
    def title(self) -> str:
        """What it is called, in the reader's language."""
        return self.title_en if language() == ENGLISH else self.title_zh

    @property
    def note(self) -> str:
        """What is to be known about it, in the reader's language."""
        return self.note_en if language() == ENGLISH else self.note_zh

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it asks for, in the order of the text."""
        return parameters(self.sql)

    def given(self, values: Mapping[str, str]) -> dict[str, str | None]:
        """Every parameter with its value: the one given, else the usual one; a blank one is nothing."""
        strangers = values.keys() - {one.name for one in self.parameters}
        if strangers:
            known = ", ".join(one.name for one in self.parameters) or "none"
            raise Refused(f"{self.name}: found no parameter {min(strangers)!r}; expected one of: {known}")
        return {one.name: values.get(one.name, one.usual) or None for one in self.parameters}


def parameters(sql: str) -> tuple[Parameter, ...]:
    """What a query asks for: each `$name` outside of texts and comments; its head may say more of it."""
    told = {name: Parameter(name, usual or None, zh, en) for name, usual, zh, en in DECLARED.findall(sql)}
    return tuple(told.get(name, Parameter(name)) for name in sqltext.parameters(sql))


@lru_cache(maxsize=1)
def starters() -> tuple[Saved, ...]:
    """The starter set, by name."""
    return tuple(map(starter, sorted(STARTERS.glob("*.sql"))))


def starter(path: Path) -> Saved:
    """One query of the starter set; its head says its name and note in both languages."""
    sql = path.read_text(encoding="utf-8").strip()
    head = {kind: (zh, en) for kind, zh, en in HEAD.findall(sql)}
    return Saved(path.stem, sql, *head["Name"], *head["Note"])


def listed(store: Path, person: str) -> list[Saved]:
    """All that a person may see: their own, then what others share, then the starter set."""
    own = sorted(kept(store, person), key=lambda one: (one.owner != person, one.name, one.owner or ""))
    return [*own, *starters()]


def found(store: Path, person: str, name: str) -> Saved:
    """The query that a name means for a person."""
    for one in listed(store, person):
        if one.name == name:
            return one
    raise Unknown(f"found no saved query {name!r}; 'taizhang sql --list' names all")


def save(store: Path, person: str, name: str, sql: str, note: str = "") -> Saved:
    """Keep a query under a name; a person's own of that name is written over, and stays shared if it was."""
    name, note = worded(name), note.strip()
    if not sql.strip() or len(sql.encode(errors="replace")) > MOST_BYTES or len(note) > LONGEST_NOTE:
        raise Refused(
            f"{name}: a query must say something and be no longer than {MOST_BYTES // 1024} KB, "
            f"its note no longer than {LONGEST_NOTE} letters"
        )
    with office_book.opened(store, SCHEMA) as book:
        before = row_of(book, person, name)
        if not before and count_of(book, person) >= MOST_OF_ONE:
            raise Refused(f"{MOST_OF_ONE} queries are kept already; delete one that is not needed")
        is_shared = int(before["is_shared"]) if before else 0
        now = datetime.now(UTC).isoformat(timespec="seconds")
        book.execute(
            "insert or replace into saved_queries values (?, ?, ?, ?, ?, ?)",
            (person, name, note, sql.strip(), is_shared, now),
        )
    return Saved(name, sql.strip(), name, name, note, note, person, bool(is_shared))


def share(store: Path, person: str, name: str, *, is_shared: bool = True) -> None:
    """Let everybody see a query of one's own, or nobody any more; two shared ones never have the same name."""
    with office_book.opened(store, SCHEMA) as book:
        own(book, person, name)
        others = "select 1 from saved_queries where name = ? and owner <> ? and is_shared = 1"
        if is_shared and book.execute(others, (name, person)).fetchone():
            raise Refused(f"{name}: somebody shares a query of this name already; save it under another")
        update = "update saved_queries set is_shared = ? where owner = ? and name = ?"
        book.execute(update, (int(is_shared), person, name))


def delete(store: Path, person: str, name: str) -> None:
    """Forget a query of one's own."""
    with office_book.opened(store, SCHEMA) as book:
        own(book, person, name)
        book.execute("delete from saved_queries where owner = ? and name = ?", (person, name))


def worded(name: str) -> str:
    """A name as it is kept, or why it cannot be one."""
    name = " ".join(name.split())
    if not NAME.fullmatch(name):
        raise Refused(f"{name!r} cannot be a name; it has 1 to 60 letters, none of them / \\ ? # &")
    if any(one.name == name for one in starters()):
        raise Refused(f"{name}: a query of the starter set has this name; choose another")
    return name


def own(book: sqlite3.Connection, person: str, name: str) -> sqlite3.Row:
    """A person's own query, or why it is not theirs to change."""
    row = row_of(book, person, name)
    if row:
        return row
    is_shared = book.execute("select 1 from saved_queries where name = ? and is_shared = 1", (name,)).fetchone()
    if is_shared or any(one.name == name for one in starters()):
        raise NotYours(f"{name}: this query is somebody else's; save it under a name of your own to change it")
    raise Unknown(f"found no saved query {name!r} of yours")


def kept(store: Path, person: str) -> Iterator[Saved]:
    """The queries in the book that a person may see."""
    if not (store / office_book.OFFICE).is_file():
        return
    with office_book.opened(store, SCHEMA) as book:
        rows = book.execute("select * from saved_queries where owner = ? or is_shared = 1", (person,)).fetchall()
    for row in rows:
        name, note = row["name"], row["note"]
        yield Saved(name, row["sql"], name, name, note, note, row["owner"], bool(row["is_shared"]))


def row_of(book: sqlite3.Connection, person: str, name: str) -> sqlite3.Row | None:
    """A person's own query as it is kept."""
    found: sqlite3.Row | None = book.execute(
        "select * from saved_queries where owner = ? and name = ?", (person, name)
    ).fetchone()
    return found


def count_of(book: sqlite3.Connection, person: str) -> int:
    """How many queries a person keeps."""
    return int(book.execute("select count(*) from saved_queries where owner = ?", (person,)).fetchone()[0])
