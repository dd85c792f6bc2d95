"""Analysts' SQL: each query in a process of its own that can read one published file, write nothing, and not outstay.

The process is killed when its time is up. What a query may take is in `Limits`, and an answer says when it was cut.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

WORKER = Path(__file__).with_name("sandbox_worker.py")
START_SECONDS = 5


@dataclass(frozen=True)
class Limits:
    """What one query may take."""

    rows: int = 10_000
    seconds: int = 30
    megabytes: int = 100
    memory_mb: int = 512
    text_kilobytes: int = 50


@dataclass(frozen=True)
class Answer:
    """The rows, whether they were cut at a limit, and how long the query took."""

    frame: pl.DataFrame
    is_cut: bool
    seconds: float


class SqlRefused(Exception):
    """A query that was not run or did not finish; `position` is where in its text, when known."""

    def __init__(self, message: str, position: int | None = None) -> None:
        self.position = position
        super().__init__(message)


def run(sql: str, snapshot: Path, *, as_of: date | None = None, limits: Limits | None = None) -> Answer:
    """Run one query on a published file."""
    allowed = limits or Limits()
    if len(sql.encode()) > allowed.text_kilobytes * 1024:
        raise SqlRefused(f"the query is longer than {allowed.text_kilobytes} KB; shorten it")
    started = time.monotonic()
    output = work(job_of(sql, snapshot, as_of, allowed), allowed.seconds)
    facts, rows = told(output)
    return Answer(pl.read_ipc_stream(io.BytesIO(rows)), facts["is_cut"], time.monotonic() - started)


def job_of(sql: str, snapshot: Path, as_of: date | None, limits: Limits) -> bytes:
    """The job as the worker reads it."""
    job = {
        "sql": sql,
        "path": str(snapshot.resolve()),
        "as_of": as_of.isoformat() if as_of else None,
        "rows": limits.rows,
        "seconds": limits.seconds,
        "milliseconds": limits.seconds * 1000,
        "megabytes": limits.megabytes,
        "memory_mb": limits.memory_mb,
    }
    return json.dumps(job).encode()


def work(job: bytes, seconds: int) -> bytes:
    """The worker's output; the worker and whatever it started are killed when the time is up."""
    worker = subprocess.Popen(
        [sys.executable, "-I", str(WORKER)],
        env={},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return worker.communicate(job, timeout=seconds + START_SECONDS)[0]
    except subprocess.TimeoutExpired as error:
        raise SqlRefused(f"the query took longer than {seconds} seconds and was stopped") from error
    finally:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def told(output: bytes) -> tuple[dict[str, Any], bytes]:
    """What the worker said, and the rows after it; its error as `SqlRefused`."""
    line, _, rows = output.partition(b"\n")
    if not line:
        raise SqlRefused("the query needed more memory or time than one query may take, and was stopped")
    facts = json.loads(line)
    if "error" in facts:
        raise refusal(facts["error"])
    return facts, rows


def refusal(error: str) -> SqlRefused:
    """The engine's error, which comes as JSON, as a message with a position."""
    _, brace, rest = error.partition("{")
    try:
        facts = json.loads(brace + rest)
    except json.JSONDecodeError:
        return SqlRefused(error)
    position = facts.get("position")
    return SqlRefused(facts.get("exception_message", error), int(position) if position is not None else None)
