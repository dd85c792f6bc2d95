"""The processes that run analysts' SQL: started, opened and locked ahead of time, each used for one query and ended."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from dashboard.sandbox_limits import Limits

WORKER = Path(__file__).with_name("sandbox_worker.py")
SPARE = 2
# Nothing of ours. Allocators that set address space aside in advance would leave a query too little of its own.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
IDLE_SECONDS = 600.0


@dataclass(frozen=True)
class Opening:
    """What a worker is opened on and held to; what else a query may take is said with the query."""

    path: str
    memory_mb: int
    threads: int
    seconds: int

    def line(self, is_ahead: bool) -> bytes:
        """The opening as the worker reads it."""
        said = {**self.__dict__, "milliseconds": self.seconds * 1000, "is_ahead": is_ahead}
        return json.dumps(said).encode() + b"\n"


def opening(snapshot: Path, limits: Limits) -> Opening:
    """How a worker for such a query is opened."""
    return Opening(str(snapshot.resolve()), limits.memory_mb, limits.threads, limits.seconds)


@dataclass
class Worker:
    """A process that has been told what to open, and waits for its query."""

    process: subprocess.Popen[bytes]
    is_killed: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def output(self) -> IO[bytes]:
        """What the process says."""
        assert self.process.stdout
        return self.process.stdout

    def send(self, line: bytes) -> None:
        """Tell the process something; one that has died says so in its output."""
        assert self.process.stdin
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(line)
            self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """One line of what the process says; empty once it is dead."""
        line = self.output.readline()
        return dict(json.loads(line)) if line.endswith(b"\n") else {}

    def kill(self) -> None:
        """End the process and whatever it started, whatever it is at."""
        with self.lock:
            if self.process.poll() is None:
                self.is_killed = True
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the process and let go of it."""
        self.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(BrokenPipeError):
                if pipe:
                    pipe.close()


def start(wanted: Opening, *, is_ahead: bool = False) -> Worker:
    """A new process, which opens and locks in its own time."""
    process = subprocess.Popen(
        [sys.executable, "-I", str(WORKER)],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    worker = Worker(process)
    worker.send(wanted.line(is_ahead))
    return worker


_spare: dict[Opening, list[Worker]] = {}
_lock = threading.Lock()
_reaper: threading.Timer | None = None


def warm(wanted: Opening) -> None:
    """See that some workers wait for queries on this file; those that wait on another are ended."""
    global _reaper
    with _lock:
        left = [worker for other in list(_spare) if other != wanted for worker in _spare.pop(other)]
        waiting = _spare.setdefault(wanted, [])
        waiting.extend(start(wanted, is_ahead=True) for _ in range(SPARE - len(waiting)))
        if _reaper:
            _reaper.cancel()
        _reaper = threading.Timer(IDLE_SECONDS, end_spare)
        _reaper.daemon = True
        _reaper.start()
    close_all(left)


def take(wanted: Opening) -> Worker:
    """A worker that waits, else a new one; it is the taker's now."""
    with _lock:
        waiting = _spare.get(wanted, [])
        while waiting:
            worker = waiting.pop(0)
            if worker.process.poll() is None:
                return worker
            worker.close()
    return start(wanted)


def waiting(wanted: Opening) -> list[Worker]:
    """The workers that wait for queries on this file."""
    with _lock:
        return list(_spare.get(wanted, []))


def end_spare() -> None:
    """End the workers that nobody has asked for."""
    with _lock:
        left = [worker for waiting in _spare.values() for worker in waiting]
        _spare.clear()
    close_all(left)


def close_all(workers: list[Worker]) -> None:
    """End several."""
    for worker in workers:
        worker.close()
