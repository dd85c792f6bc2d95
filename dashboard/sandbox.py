"""Analysts' SQL: each query in a process of its own that can read one published file, write nothing, and not outstay.

The process is killed when its time is up or its query is cancelled. What a query may take is in `Limits`, and an answer
says when it was cut.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow

from dashboard import sandbox_limits, workers
from dashboard.sandbox_limits import Limits
from dashboard.sandbox_worker import BEFORE

__all__ = ["Answer", "Limits", "Query", "SqlRefused", "Stream", "begin", "run"]
START_SECONDS = 5


@dataclass(frozen=True)
class Query:
    """What is asked: the text, what its parameters stand for, the day; a page of it, its plan, or all of it."""

    sql: str
    params: Mapping[str, str | None] = field(default_factory=dict)
    as_of: date | None = None
    pages: bool = False
    skip: int = 0
    explains: bool = False


@dataclass(frozen=True)
class Answer:
    """The rows with the engine's word for each column's type, whether they were cut, and how long it all took."""

    frame: pl.DataFrame
    is_cut: bool
    seconds: float
    kinds: tuple[str, ...] = ()


class SqlRefused(Exception):
    """A query that was not run or did not finish: where in its text, when known, what kind of trouble, what is near."""

    def __init__(
        self, message: str, position: int | None = None, kind: str = "engine", facts: Mapping[str, str] | None = None
    ) -> None:
        self.position = position
        self.kind = kind
        self.facts = dict(facts or {})
        super().__init__(message)


@dataclass
class Stream:
    """A query under way: what its columns are, and its rows as they come."""

    query: Query
    limits: Limits
    worker: workers.Worker
    names: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    schema: Any = None
    is_cut: bool = False
    is_late: bool = False
    reader: Any = None

    def begin(self) -> None:
        """Send the query and wait for the first of its answer."""
        if self.worker.hear().get("is_ready"):
            self.worker.send(job_of(self.query, self.limits))
        facts = self._heard()
        self.names, self.kinds = ([column[at] for column in facts["columns"]] for at in (0, 1))
        try:
            self.reader = pyarrow.ipc.open_stream(self.worker.output)
        except (pyarrow.ArrowException, OSError) as error:
            raise self._ended() from error
        self.schema = self.reader.schema

    def batches(self) -> Iterator[Any]:
        """The rows, some at a time."""
        try:
            yield from self.reader
        except (pyarrow.ArrowException, OSError) as error:
            raise self._ended() from error
        self.is_cut = bool(self._heard()["is_cut"])

    def outstay(self) -> None:
        """The time is up."""
        self.is_late = True
        self.worker.kill()

    def _heard(self) -> dict[str, Any]:
        """What the worker says; its error as `SqlRefused`."""
        facts = self.worker.hear()
        if "error" in facts:
            raise refusal(facts, self.query)
        if not facts:
            raise self._ended()
        return facts

    def _ended(self) -> SqlRefused:
        """Why there is nothing more to hear."""
        if self.is_late:
            return SqlRefused(f"the query took longer than {self.limits.seconds} seconds and was stopped", kind="time")
        if self.worker.is_killed:
            return SqlRefused("the query was cancelled", kind="cancelled")
        message = "the query needed more memory or time than one query may take, and was stopped"
        return SqlRefused(message, kind="memory")


@contextmanager
def begin(query: Query, snapshot: Path, limits: Limits, worker: workers.Worker | None = None) -> Iterator[Stream]:
    """Begin a query on a published file; whatever becomes of it, its process has ended when this is over."""
    if len(query.sql.encode(errors="replace")) > limits.text_kilobytes * 1024:
        if worker:
            worker.close()
        raise SqlRefused(f"the query is longer than {limits.text_kilobytes} KB; shorten it", kind="text")
    stream = Stream(query, limits, worker or workers.take(workers.opening(snapshot, limits)))
    clock = threading.Timer(limits.seconds + START_SECONDS, stream.outstay)
    clock.start()
    try:
        stream.begin()
        yield stream
    finally:
        clock.cancel()
        stream.worker.close()


def run(
    sql: str | Query,
    snapshot: Path,
    *,
    as_of: date | None = None,
    limits: Limits | None = None,
    params: Mapping[str, str | None] | None = None,
    worker: workers.Worker | None = None,
) -> Answer:
    """Run one query on a published file and keep its rows."""
    query = sql if isinstance(sql, Query) else Query(sql, params or {}, as_of)
    started = time.monotonic()
    with begin(query, snapshot, limits or sandbox_limits.of_a_query(), worker) as stream:
        batches = list(stream.batches())
        table = pyarrow.Table.from_batches(batches, schema=stream.schema)
        found = pl.DataFrame(pl.from_arrow(table))
        return Answer(found, stream.is_cut, time.monotonic() - started, tuple(stream.kinds))


def job_of(query: Query, limits: Limits) -> bytes:
    """The query as the worker reads it."""
    job = {
        "sql": query.sql,
        "params": dict(query.params),
        "as_of": query.as_of.isoformat() if query.as_of else None,
        "pages": query.pages,
        "skip": query.skip,
        "explains": query.explains,
        "rows": limits.rows,
        "megabytes": limits.megabytes,
    }
    return json.dumps(job).encode() + b"\n"


def refusal(said: Mapping[str, Any], query: Query) -> SqlRefused:
    """The worker's error as a message, with where it is and what is near; the engine's own comes as JSON."""
    error = str(said["error"])
    if "kind" in said:
        return SqlRefused(error, kind=said["kind"])
    _, brace, rest = error.partition("{")
    try:
        facts = {name: str(value) for name, value in json.loads(brace + rest).items()}
    except json.JSONDecodeError:
        return SqlRefused(error)
    message = facts.get("exception_message", error)
    return SqlRefused(message, position_in(query, facts.get("position")), "engine", facts)


def position_in(query: Query, found: str | None) -> int | None:
    """Where in the text something is: the engine counts the bytes of what it was given, a reader counts letters."""
    if found is None:
        return None
    at = int(found) - (len(BEFORE) if query.pages and not query.explains else 0)
    return len(query.sql.encode(errors="replace")[: max(0, at)].decode(errors="ignore"))
