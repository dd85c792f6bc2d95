"""Long work in threads of its own: it outlives the page that asked for it, and is done once however often it is asked.

A page that is reloaded, or a second viewer, finds the same work by its key.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from typing import Any

from dashboard import events, shown

READERS, WRITERS = 2, 1
KEPT = 16

Step = Callable[[str], None]


@dataclass
class Job:
    """Work under way or done: how many steps it has, how many were begun, and what is at hand."""

    steps: int
    begun: int = 0
    at_hand: str = ""
    future: Future[Any] | None = None
    is_writing: bool = False

    def step(self, at_hand: str) -> None:
        """Say what is at hand now."""
        self.begun, self.at_hand = self.begun + 1, at_hand

    def ends_within(self, seconds: float) -> bool:
        """Wait a little; whether the work is over."""
        return self.future is None or bool(wait_for([self.future], seconds).done)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to wait for."""
        return self.ends_within(0)

    @property
    def answer(self) -> Any:
        """What came of it; an error that it ended in is raised here."""
        return self.future.result() if self.future else None

    @property
    def error(self) -> BaseException | None:
        """The error that it ended in, if it did."""
        return self.future.exception() if self.future and self.is_over else None


# Writers wait for one another at the store's lock; readers never wait for them.
_readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
_writers = ThreadPoolExecutor(WRITERS, thread_name_prefix="writer")
_jobs: OrderedDict[Hashable, Job] = OrderedDict()
_lock = threading.Lock()


def once(key: Hashable, steps: int, work: Callable[[Step], Any]) -> Job:
    """The reading of this key, begun if nobody has; what ended in an error is begun again."""
    with _lock:
        job = _jobs.get(key)
        return job if job and not job.error else _begin(_readers, key, steps, work)


def again(key: Hashable, steps: int, work: Callable[[Step], Any], *, reads: bool = False) -> Job:
    """The writing of this key, or a reading that may have to be repeated, while it is under way, else begun anew."""
    with _lock:
        job = _jobs.get(key)
        return job if job and not job.is_over else _begin(_readers if reads else _writers, key, steps, work)


def latest(key: Hashable) -> Job | None:
    """The work of this key, under way or over, if it is remembered."""
    with _lock:
        return _jobs.get(key)


def is_writing() -> bool:
    """Whether any writing is under way."""
    with _lock:
        return any(job.is_writing and not job.is_over for job in _jobs.values())


def _begin(pool: ThreadPoolExecutor, key: Hashable, steps: int, work: Callable[[Step], Any]) -> Job:
    job = _jobs[key] = Job(steps, is_writing=pool is _writers)
    job.future = pool.submit(_noted, _kind(key), _shown_by_then(work) if job.is_writing else work, job.step)
    _jobs.move_to_end(key)
    for old in [other for other, one in _jobs.items() if one.is_over][: max(0, len(_jobs) - KEPT)]:
        del _jobs[old]
    return job


def _shown_by_then(work: Callable[[Step], Any]) -> Callable[[Step], Any]:
    """The work, which is over only when pages show what it has written."""

    def whole(step: Step) -> Any:
        answer = work(step)
        shown.catch_up()
        return answer

    return whole


def _kind(key: Hashable) -> str:
    """What sort of work a key is of; the rest of it may be somebody's words."""
    return str(key[0]) if isinstance(key, tuple) else "work"


def _noted(kind: str, work: Callable[[Step], Any], step: Step) -> Any:
    """Do the work, and write down what became of it."""
    began = time.monotonic()
    try:
        answer = work(step)
    except Exception as error:
        events.tell("job", level=logging.ERROR, kind=kind, seconds=_since(began), **events.about(error))
        raise
    events.tell("job", kind=kind, seconds=_since(began))
    return answer


def _since(began: float) -> float:
    return round(time.monotonic() - began, 1)
