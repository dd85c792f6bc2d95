"""The queries that people run on the page: each in a thread of its own, in its turn, kept a while, cancelled for good.

A run outlives the page that asked for it only as long as its limits allow; its answer holds one page of rows at most.
"""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from dashboard import sandbox, sandbox_limits, turns, workers
from dashboard.sandbox import Answer, Query, SqlRefused

KEPT = 32


@dataclass
class Run:
    """One query of one person: waiting, running or over."""

    person: str
    query: Query
    snapshot: Path
    number: int
    answer: Answer | None = None
    refusal: SqlRefused | None = None
    is_cancelled: bool = False
    ticket: int | None = None
    worker: workers.Worker | None = None
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def place(self) -> int:
        """The place in the line; 0 once it runs."""
        return line().place(self.ticket) if self.ticket is not None else 0

    def ends_within(self, seconds: float) -> bool:
        """Wait a little; whether it is over."""
        return self.over.wait(seconds)

    def over_before_it_began(self) -> bool:
        """Whether it was cancelled meanwhile."""
        return self.is_cancelled

    def cancel(self) -> None:
        """End it, wherever it is; its process is killed."""
        self.is_cancelled = True
        if self.ticket is not None and line().place(self.ticket):
            line().leave(self.ticket)
        if self.worker:
            self.worker.kill()


_runs: OrderedDict[int, Run] = OrderedDict()
_numbers = itertools.count(1)
_lock = threading.Lock()


@lru_cache(maxsize=1)
def line() -> turns.Line:
    """The one line of this server."""
    shares = sandbox_limits.of_all()
    return turns.Line(shares.at_once, shares.each, shares.waiting)


def page_limits() -> sandbox_limits.Limits:
    """What a query may take that fills one page."""
    return sandbox_limits.of_a_page(sandbox_limits.of_a_query(), sandbox_limits.of_all())


def begin(person: str, query: Query, snapshot: Path, told: Callable[[Run], None]) -> Run:
    """A run of a query for a page of its rows; `told` hears how it ended."""
    run = Run(person, replace(query, pages=not query.explains), snapshot, next(_numbers))
    with _lock:
        _runs[run.number] = run
        for number in [number for number, one in _runs.items() if one.over.is_set()][: max(0, len(_runs) - KEPT)]:
            del _runs[number]
    threading.Thread(target=_work, args=(run, told), daemon=True).start()
    return run


def numbered(number: int | None, person: str) -> Run | None:
    """A person's own run, while it is kept."""
    with _lock:
        run = _runs.get(number or 0)
    return run if run and run.person == person else None


def _work(run: Run, told: Callable[[Run], None]) -> None:
    try:
        run.answer = in_turn(run)
    except SqlRefused as error:
        run.refusal = error
    except sandbox_limits.BadSetting as error:
        run.refusal = SqlRefused(str(error), kind="setting")
    finally:
        run.refusal = run.refusal or (None if run.answer else SqlRefused("the query broke off", kind="memory"))
        run.over.set()
        told(run)


def in_turn(run: Run) -> Answer:
    """The answer, once it is this person's turn."""
    limits, queue = page_limits(), line()
    try:
        run.ticket = queue.join(run.person)
    except turns.Full as error:
        raise SqlRefused("too many queries wait already; try again in a minute", kind="full") from error
    try:
        if run.over_before_it_began() or not queue.wait(run.ticket):
            raise SqlRefused("the query was cancelled", kind="cancelled")
        run.worker = workers.take(workers.opening(run.snapshot, limits))
        if run.over_before_it_began():
            run.worker.kill()
        return sandbox.run(run.query, run.snapshot, limits=limits, worker=run.worker)
    finally:
        queue.leave(run.ticket)
        workers.warm(workers.opening(run.snapshot, limits))
