"""Everybody at once on one server: a hundred who look, ten who ask in SQL, the office with its workbooks.

Prints what they lived to see, and writes docs/load.md.
`python -m bench.load --viewers 5 --workbooks 20` is a short one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from argon2 import PasswordHasher

from bench import campaign, crowd, load_page
from bench.crowd import Told
from bench.meter import Figures, busy_seconds
from bench.server import Server, end_as_told, served
from bench.visit import PASSWORD, Cookies, Run, come, sign_in
from dashboard import accounts, sandbox_limits
from dashboard.roles import Role
from dashboard.web import mode
from ingest import intake

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "load.md"
UNITS = 300
BATCH = 50
SEED = 2009
POLL = 0.02
BREATH = 10.0
WHOLE = (100, 10, 500)


@dataclass(frozen=True)
class Size:
    """How many of each."""

    viewers: int
    analysts: int
    workbooks: int


def store_in(folder: Path) -> Path:
    """A store of some hundred units in the middle of its campaign."""
    store = folder / "store"
    campaign.write_plan(folder / "plan")
    intake.init_store(store, folder / "plan")
    roster, first = campaign.write_roster(folder, UNITS), campaign.write_returns(folder, UNITS, campaign.ROUNDS[0])
    for paths, day in (([roster], campaign.START), (first, campaign.ROUNDS[0])):
        intake.accept(store, paths, report_on=day, by="bench", yes=True)
    return store


def workbooks(folder: Path, wanted: int) -> list[list[Path]]:
    """What the office hands in, some at a time: each unit's return of the second round, then reports of study."""
    returns = campaign.write_unit_files(folder, UNITS, campaign.ROUNDS[1])[:wanted]
    paths = returns + campaign.write_small_files(folder, UNITS, wanted - len(returns))
    return [paths[first : first + BATCH] for first in range(0, len(paths), BATCH)]


def people(store: Path, role: Role, wanted: int) -> list[str]:
    """Accounts of one role; their names are equally long."""
    names = [f"{role}{number:03d}" for number in range(wanted)]
    for name in names:
        accounts.add(store, name, role, by="bench", password=PASSWORD)
    return names


def cheap_passwords() -> None:
    """What it costs to work out a password is no part of this measurement."""
    accounts._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


async def all_at_once(server: Server, names: dict[str, list[str]], batches: Sequence[Sequence[Path]]) -> Told:
    """Everybody comes, and stays until the office is done, and a little longer."""
    origins = (f"10.{number // 250}.0.{number % 250 + 1}" for number in count())
    cookies = {role: [sign_in(server.address, name, next(origins)) for name in some] for role, some in names.items()}
    told, over, numbers = Told(), asyncio.Event(), count()
    dice = random.Random(SEED)
    async with asyncio.TaskGroup() as group:
        for one in cookies["leader"]:
            group.create_task(crowd.viewer(server.address, one, over, told, random.Random(dice.random())))
        for one in cookies["analyst"]:
            group.create_task(crowd.analyst(server.address, one, over, told, numbers))
        await asyncio.sleep(crowd.EVERY)
        await crowd.office(server.address, cookies["office"][0], batches, told)
        await asyncio.sleep(BREATH)
        over.set()
    return told


@contextmanager
def every_build_kept(store: Path, folder: Path) -> Iterator[list[Path]]:
    """Each file that is published meanwhile, under a name of our own, in the order of publishing."""
    folder.mkdir()
    kept: list[Path] = []
    over = threading.Event()

    def keep() -> None:
        while True:
            path = store / (store / "CURRENT").read_text(encoding="utf-8").strip()
            if path.name not in [one.name for one in kept]:
                kept.append(folder / path.name)
                os.link(path, kept[-1])
            if over.wait(POLL):
                return

    keeper = threading.Thread(target=keep)
    keeper.start()
    try:
        yield kept
    finally:
        over.set()
        keeper.join()


async def seals(address: str, cookies: Cookies, wanted: Sequence[str]) -> dict[str, str]:
    """What each address shows to somebody who is alone."""
    visit = await come(address, cookies)
    found = {}
    for one in wanted:
        page, about = crowd.page_and_query(one)
        await visit.open(page, about)
        found[one] = (await visit.finished(crowd.PATIENCE)).seal
    await visit.close()
    return found


def mixed(told: Told, store: Path, kept: Sequence[Path]) -> Figures:
    """Every page that was shown against what its address shows on each published build when nobody else is there."""
    wanted = sorted({run.address for mine in told.by_visit for run in mine})
    known: dict[tuple[str, str], list[int]] = {}
    with served("asgi_app.py", store, how=mode.ACCOUNTS) as server:
        cookies = sign_in(server.address, "leader000", "10.9.9.9")
        for number, path in enumerate(kept):
            lead_to(store, path)
            for address, seal in asyncio.run(seals(server.address, cookies, wanted)).items():
                known.setdefault((address, seal), []).append(number)
    wrong = [run for mine in told.by_visit for run in out_of_order(mine, known)]
    return {"compared": sum(map(len, told.by_visit)), "builds": len(kept), "mixed": [run.address for run in wrong]}


def lead_to(store: Path, path: Path) -> None:
    """Let readers see this build."""
    place = store / "snapshots" / path.name
    if not place.exists():
        os.link(path, place)
    draft = store / ".CURRENT"
    draft.write_text(f"snapshots/{path.name}", encoding="utf-8")
    draft.replace(store / "CURRENT")


def out_of_order(mine: Sequence[Run], known: dict[tuple[str, str], list[int]]) -> Iterator[Run]:
    """The runs of one visit that show no single build, or an older one than was shown before."""
    last = 0
    for run in mine:
        builds = {number for address in run.addresses for number in known.get((address, run.seal), [])}
        later = sorted(number for number in builds if number >= last)
        if later:
            last = later[0]
        else:
            yield run


def spent(server: Server) -> dict[str, float]:
    """What the processors have done so far, for whom."""
    whole, readers = server.all_cpu_seconds(), time.process_time()
    pages = server.cpu_seconds()
    given_way, others = whole - pages, busy_seconds() - whole - readers
    return {"pages": pages, "what gives way": given_way, "those who come": readers, "others on the machine": others}


def measure(folder: Path, size: Size) -> Figures:
    """Build, serve, let everybody in, and look at what they saw."""
    cheap_passwords()
    store = store_in(folder)
    batches = workbooks(folder / "files", size.workbooks)
    wanted: tuple[tuple[Role, int], ...] = (("leader", size.viewers), ("analyst", size.analysts), ("office", 1))
    names: dict[str, list[str]] = {role: people(store, role, number) for role, number in wanted}
    log = folder / "log"
    with (
        served("asgi_app.py", store, log=log, how=mode.ACCOUNTS) as server,
        every_build_kept(store, folder / "kept") as kept,
    ):
        began, before = time.monotonic(), spent(server)
        told = asyncio.run(all_at_once(server, names, batches))
        used = {name: now - before[name] for name, now in spent(server).items()}
        lasted, memory = time.monotonic() - began, server.memory()
    errors = [line for line in log.read_text(encoding="utf-8").splitlines() if "Traceback" in line or '"error"' in line]
    figures: Figures = {"size": size, "told": told, "seconds": lasted, "cpu_seconds": used, "memory": memory}
    figures |= {"batch": BATCH, "at_once": sandbox_limits.of_all().at_once}
    return {**figures, "errors": errors, "mixed": mixed(told, store, kept)}


def main() -> None:
    """Measure in a temporary folder; at full size the page in docs/ is written anew. 1 where an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    for name, usual in zip(("viewers", "analysts", "workbooks"), WHOLE, strict=True):
        parser.add_argument(f"--{name}", type=int, default=usual)
    size = Size(**vars(parser.parse_args()))
    end_as_told()
    with tempfile.TemporaryDirectory(prefix="taizhang-load-") as folder:
        figures = measure(Path(folder), size)
    text, missed = load_page.write(figures)
    print(text)
    if size == Size(*WHOLE):
        PAGE.write_text(text, encoding="utf-8")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
