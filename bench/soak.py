"""Does the server hold more and more? Some thousand runs of pages by readers who come and go, and its memory meanwhile.

An hour of a hundred readers is thirty-six thousand runs; what a run leaves behind shows in fewer.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from bench import crowd, load
from bench.server import Server, end_as_told, served
from bench.visit import Cookies, come, sign_in
from dashboard.web import mode

RUNS, READERS, RUNS_A_VISIT = 3_000, 6, 100
# What somebody who left might come back to is kept for ten minutes, which is longer than all this takes: the visits
# alone would look like growth.
LEFT_FOR_GOOD = ("--server.disconnectedSessionTTL", "15")
# A server that has just started takes some for its answers, drawings and files; after that it should take no more.
WARM_SHARE = 0.3
MOST_GROWTH = 0.10
POINTS = 10
SEED = 2009


async def reader(server: Server, cookies: Cookies, numbers: count[int], runs: int, dice: random.Random) -> None:
    """Visits, each of some runs and then left, until all runs are done."""
    while True:
        visit = await come(server.address, cookies)
        for _ in range(RUNS_A_VISIT):
            if next(numbers) >= runs:
                await visit.close()
                return
            page, about = dice.choice(crowd.ADDRESSES)
            await visit.open(page, about)
            run = await visit.finished(crowd.PATIENCE)
            if run.trouble:
                raise SystemExit(f"{run.address}: {run.trouble}")
        await visit.close()


async def all_runs(server: Server, names: list[str], runs: int) -> None:
    """So many runs by several readers at a time."""
    numbers, dice = count(), random.Random(SEED)
    cookies = [sign_in(server.address, name, f"10.0.0.{place}") for place, name in enumerate(names, 1)]
    async with asyncio.TaskGroup() as group:
        for one in cookies:
            group.create_task(reader(server, one, numbers, runs, random.Random(dice.random())))


def measure(folder: Path, runs: int) -> list[tuple[int, float]]:
    """How many runs were done, and what the serving process then held, in MiB."""
    load.cheap_passwords()
    store = load.store_in(folder)
    names = load.people(store, "leader", READERS)
    held: list[tuple[int, float]] = []
    with served("asgi_app.py", store, *LEFT_FOR_GOOD, how=mode.ACCOUNTS) as server:
        for share in [WARM_SHARE, *[(1 - WARM_SHARE) / POINTS] * POINTS]:
            asyncio.run(all_runs(server, names, round(share * runs)))
            done = (held[-1][0] if held else 0) + round(share * runs)
            held.append((done, server.memory()[0]))
            print(f"{done:>6} runs  {held[-1][1]:,.0f} MiB", flush=True)
    return held


def growth(held: list[tuple[int, float]]) -> float:
    """By which share more is held at the end than once it was warm; both are the least of some points close by."""
    memory = [one for _, one in held]
    first, last = min(memory[:3]), min(memory[-3:])
    return last / first - 1


def main() -> None:
    """Run, and end with 1 where memory grew beyond its bound."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    began = time.monotonic()
    end_as_told()
    with tempfile.TemporaryDirectory(prefix="taizhang-soak-") as folder:
        held = measure(Path(folder), runs)
    grown = growth(held)
    first, last = held[0], held[-1]
    print(
        f"{last[0]:,} runs in {time.monotonic() - began:.0f} s: {first[1]:,.0f} MiB after {first[0]:,} runs, "
        f"{last[1]:,.0f} MiB at the end, {grown:+.1%}; the bound is {MOST_GROWTH:+.0%}"
    )
    sys.exit(1 if grown > MOST_GROWTH else 0)


if __name__ == "__main__":
    main()
