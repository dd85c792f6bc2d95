"""The ledger: numbered events that are only ever added, and the truth of a store.

An event is the commit. Whatever it speaks of, the file as received and its accepted rows, is written and synced before
the event is, so a crash leaves either both or leftovers that nothing names. All writers of a store hold one lock, which
the operating system drops when its holder dies.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

LEDGER = "ledger.sqlite"
LOCK = "lock"
# Only another program holds the ledger for long; a page must not stand still for it, a writer had better wait.
WAIT_TO_READ, WAIT_TO_WRITE = 5.0, 60.0
SCHEMA = """
create table if not exists events (
    number integer primary key,
    kind text not null,
    at text not null,
    by_whom text not null,
    reason text not null,
    payload text not null
);
create trigger if not exists events_are_not_changed before update on events
begin select raise(abort, 'the ledger is append-only'); end;
create trigger if not exists events_are_not_deleted before delete on events
begin select raise(abort, 'the ledger is append-only'); end;
create trigger if not exists events_are_numbered before insert on events
when new.number != (select coalesce(max(number), 0) + 1 from events)
begin select raise(abort, 'the ledger is append-only'); end;
"""


class Refused(Exception):
    """Something asked of the store that it will not do; the message says what was found and what to do."""


class NoStore(Refused):
    """The folder holds no store."""

    def __init__(self, store: Path) -> None:
        super().__init__(f"{store}: found no store here, expected {LEDGER}; make one with 'taizhang init --plan PATH'")


@dataclass(frozen=True)
class Event:
    """One numbered entry: what happened, when (UTC), by whom and why."""

    number: int
    kind: str
    at: datetime
    by_whom: str
    reason: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """One accepted file, as the ledger tells it; `withdrawal` is the event that withdrew it, if any."""

    event: Event
    withdrawal: Event | None = None

    @property
    def upload_id(self) -> str:
        """The name of the upload, such as U0007."""
        return str(self.event.payload["upload_id"])

    @property
    def sha256(self) -> str:
        """The fingerprint of the file as received."""
        return str(self.event.payload["sha256"])

    @property
    def report_on(self) -> date:
        """The day that the file speaks of."""
        return date.fromisoformat(self.event.payload["report_on"])

    @property
    def is_active(self) -> bool:
        """Whether its rows count."""
        return self.withdrawal is None


def create(store: Path) -> None:
    """Make an empty ledger, unless there is one; it is there whole or not at all."""
    store.mkdir(parents=True, exist_ok=True)
    if exists(store):
        return
    draft = store / f".{LEDGER}.tmp"
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft)) as connection, connection:
        connection.executescript(SCHEMA)
    draft.replace(store / LEDGER)
    sync(store)


def connect(store: Path, wait: float = WAIT_TO_WRITE) -> sqlite3.Connection:
    """A connection that returns from a commit only when the event is on disk."""
    if not exists(store):
        raise NoStore(store)
    connection = sqlite3.connect(store / LEDGER, timeout=wait)
    connection.execute("pragma journal_mode = delete")
    connection.execute("pragma synchronous = full")
    return connection


@contextmanager
def opened(store: Path, wait: float = WAIT_TO_READ) -> Iterator[sqlite3.Connection]:
    """A connection for one reading or one event; what the machine refuses is said in a sentence."""
    try:
        with closing(connect(store, wait)) as connection, connection:
            yield connection
    except sqlite3.OperationalError as error:
        raise Refused(f"{store / LEDGER}: {error}; nothing was changed") from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        raise Refused(f"{store / LEDGER}: {error}; 'taizhang restore' a backup") from error


def exists(store: Path) -> bool:
    """Whether the folder holds a store."""
    return (store / LEDGER).is_file()


def events(store: Path, up_to: int | None = None) -> list[Event]:
    """All events in order, or those up to a number."""
    with opened(store) as connection:
        rows = connection.execute(
            "select number, kind, at, by_whom, reason, payload from events where number <= ? order by number",
            [up_to if up_to is not None else 2**62],
        ).fetchall()
    return [
        Event(number, kind, datetime.fromisoformat(at), by_whom, reason, json.loads(payload))
        for number, kind, at, by_whom, reason, payload in rows
    ]


def next_number(store: Path) -> int:
    """The number that the next event will get; true only while the lock is held."""
    with opened(store) as connection:
        return int(connection.execute("select coalesce(max(number), 0) + 1 from events").fetchone()[0])


def append(store: Path, kind: str, payload: dict[str, Any], *, by: str = "", reason: str = "") -> Event:
    """Add one event; it is on disk when this returns."""
    with writing(store):
        event = event_now(next_number(store), kind, payload, by, reason)
        extend(store, [event])
        return event


def event_now(number: int, kind: str, payload: dict[str, Any], by: str, reason: str = "") -> Event:
    """An event that is not in the ledger yet."""
    return Event(number, kind, datetime.now(UTC).replace(microsecond=0, tzinfo=None), by, reason, payload)


def extend(store: Path, new: Iterable[Event]) -> None:
    """Add events, all or none of them; they are on disk when this returns."""
    rows = [
        (
            event.number,
            event.kind,
            event.at.isoformat(sep=" "),
            event.by_whom,
            event.reason,
            json.dumps(event.payload, ensure_ascii=False, sort_keys=True),
        )
        for event in new
    ]
    with writing(store), opened(store, WAIT_TO_WRITE) as connection:
        connection.executemany("insert into events values (?, ?, ?, ?, ?, ?)", rows)


def uploads(history: list[Event]) -> dict[str, Upload]:
    """Every upload by its name, with its withdrawal if it stands withdrawn."""
    found: dict[str, Upload] = {}
    for event in history:
        upload_id = event.payload.get("upload_id")
        if event.kind == "upload":
            found[str(upload_id)] = Upload(event)
        elif event.kind == "withdrawal":
            found[str(upload_id)] = replace(found[str(upload_id)], withdrawal=event)
        elif event.kind == "restoration":
            found[str(upload_id)] = replace(found[str(upload_id)], withdrawal=None)
    return found


def learnt(history: list[Event], kind: str) -> dict[tuple[str, str], str]:
    """What was learnt or decided, by scope and key, the last word winning: aliases, headings, readings.

    The scope of an alias is `unit` or `item`, of a heading the kind of sheet, of a reading nothing. A null value takes
    the entry back.
    """
    found: dict[tuple[str, str], str] = {}
    for event in history:
        if event.kind == kind:
            place = (event.payload["scope"], event.payload["key"])
            found.pop(place, None)
            if event.payload["value"] is not None:
                found[place] = event.payload["value"]
    return found


_held = threading.local()


@contextmanager
def writing(store: Path, tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the store's one lock; who waits is told so. A holder may take it again."""
    path = str(store.resolve())
    held: set[str] = _held.__dict__.setdefault("stores", set())
    if path in held:
        yield
        return
    if not exists(store):
        raise NoStore(store)
    with (store / LOCK).open("a+", encoding="utf-8") as lock:
        take(lock.fileno(), tell)
        held.add(path)
        try:
            yield
        finally:
            held.discard(path)


def take(lock: int, tell: Callable[[str], None] | None) -> None:
    """Lock the open file, waiting for whoever has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if tell:
            tell("another writer is at work on this store; waiting for it to finish")
        fcntl.flock(lock, fcntl.LOCK_EX)


def write_synced(path: Path, content: bytes) -> None:
    """Put a file in place whole or not at all, and onto the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    draft.write_bytes(content)
    sync(draft)
    draft.replace(path)
    sync(path.parent)


def draft_of(path: Path) -> Path:
    """Where a file is until it is whole and on the disk."""
    return path.with_name(f".{path.name}.tmp")


def sync(path: Path) -> None:
    """Make a file's content, or a folder's new names, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
