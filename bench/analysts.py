"""What analysts' SQL costs: beside the bare engine, with ten million rows, and those who look at the overview."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import duckdb

from bench.meter import Figures, watch_memory
from dashboard import sandbox, sql_runs, store, workers
from dashboard.sandbox import Query

THOUSAND = "select * from marts.compliance order by unit_id, requirement_id, bearer_id limit 1000"
MILLIONS = "select range as n, 'unit ' || range as name from range(10000000)"
HEAVY = "select range % 1000 as k, count(*) as n, max(hash(range)) as m from range(400000000) group by all order by 2"
ROUNDS, LOOKS, ANALYSTS = 9, 60, 10
QUIET_SECONDS = 1.0


def overhead(path: Path) -> Figures:
    """A query of a thousand rows by the bare engine, and through a worker that waits for it."""
    wanted = workers.opening(path, sql_runs.page_limits())
    with duckdb.connect(str(path), read_only=True) as bare:
        bare.execute("set threads = 1")
        direct = [timed(lambda: bare.execute(THOUSAND).to_arrow_table()) for _ in range(ROUNDS)]
    through = []
    for _ in range(ROUNDS):
        workers.warm(wanted)
        time.sleep(QUIET_SECONDS)
        through.append(timed(lambda: page_of(THOUSAND, path)))
    return {"bare_seconds": median(direct), "sandbox_seconds": median(through)}


def first_page(path: Path) -> Figures:
    """The first page of ten million rows, and the same rows by a query that asks for no more."""
    figures: Figures = {}
    for name, sql in {"limit": f"{MILLIONS} limit 1000", "page": MILLIONS}.items():
        workers.warm(workers.opening(path, sql_runs.page_limits()))
        time.sleep(QUIET_SECONDS)
        highest = watch_memory(every=0.002)
        figures[f"{name}_seconds"] = timed(lambda sql=sql: page_of(sql, path))  # type: ignore[misc]
        figures[f"{name}_mib"] = highest()
    return figures


def looking(folder: str, path: Path, asked: dict[str, dict[str, Any]]) -> Figures:
    """The overview's queries while nobody asks anything, and while ten analysts ask as fast as they are let."""

    def look() -> float:
        return timed(lambda: [store.query(name, store=folder, **limits) for name, limits in asked.items()])

    look()
    quiet = [look() for _ in range(LOOKS)]
    with busy(path) as done:
        crowded = [look() for _ in range(LOOKS)]
    return {"quiet_p95": p95(quiet), "crowded_p95": p95(crowded), "answered": len(done)}


@contextmanager
def busy(path: Path) -> Iterator[list[str]]:
    """Ten analysts, each with the next query as soon as the last is over, by the page's own rules."""
    ended, done = threading.Event(), []

    def ask(person: str) -> None:
        while not ended.is_set():
            run = sql_runs.begin(person, Query(HEAVY), path, lambda _: None)
            while not run.ends_within(0.1):
                if ended.is_set():
                    run.cancel()
            done.append(person)

    crowd = [threading.Thread(target=ask, args=(f"analyst {number}",)) for number in range(ANALYSTS)]
    for one in crowd:
        one.start()
    time.sleep(QUIET_SECONDS)
    try:
        yield done
    finally:
        ended.set()
        for one in crowd:
            one.join()


def page_of(sql: str, path: Path) -> sandbox.Answer:
    """A page of a query, as the page asks for it."""
    return sandbox.run(Query(sql, pages=True), path, limits=sql_runs.page_limits())


def timed(does: Callable[[], Any]) -> float:
    """How long something takes, in seconds."""
    started = time.perf_counter()
    does()
    return time.perf_counter() - started


def p95(seconds: list[float]) -> float:
    """What nineteen of twenty stay below."""
    return quantiles(seconds, n=20)[-1]
