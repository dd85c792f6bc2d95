"""A store in the middle of its work, killed: what readers see then, what the ledger holds, and that the work goes on.

A trial copies a store, starts one operation on it in a process of its own and kills that process without warning:
after a share of the time that the operation takes undisturbed, or at the n-th file that it touches. Then a reader
opens the store as it lies, and the operation is given once more. Both, and the ledger, are held against a run that
nobody disturbed.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from ingest import build, intake, ledger, snapshots, taking
from ingest.verify import differing_originals, verify
from tests.ingest.stores import PLAN, meeting, roster

START, CLOCK, FILE = "forkserver", "clock", "file"
TOUCHES = ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.rmdir", "sqlite3.connect")
FILES, TOGETHER = 6, 2
EVERY_VERIFIED = 20
AT_A_TIME = 2
Facts = dict[str, tuple[int, int]]
Said = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Operation:
    """One thing that writes. `before` readies the store, undisturbed; `begin` comes to the moment when the clock starts
    and gives back what is then killed; `again` is what somebody would do afterwards.
    """

    name: str
    begin: Callable[[Path, Path], Callable[[], object]]
    again: Callable[[Path, Path], object]
    before: Callable[[Path, Path], object] = lambda store, files: None


def files_of(folder: Path) -> list[Path]:
    """The workbooks of an ingest."""
    return sorted(folder.glob("会议-*.xlsx"))


def ingest(store: Path, folder: Path) -> object:
    """Several files, taken in several steps of the ledger."""
    taking.TOGETHER = TOGETHER
    return intake.accept(store, files_of(folder), by="office")


def withdraw(store: Path, _: Path) -> object:
    return intake.withdraw(store, "U0003", "错表", "office")


def take_back(store: Path, _: Path) -> object:
    return intake.restore(store, "U0003", "没有错", "office")


def learn(store: Path, _: Path) -> object:
    return intake.learn_alias(store, "unit", "教育口", "EDU", by="office")


def refresh(store: Path, _: Path) -> object:
    return intake.refresh(store)


def begin_publish(store: Path, _: Path) -> Callable[[], object]:
    """Only the last step: the draft is ready, what follows gives it its name and moves the pointer."""
    history = ledger.events(store)
    draft = build.draft(store, history)
    return lambda: snapshots.publish(store, draft, history[-1].number)


def unpublished(store: Path, _: Path) -> None:
    """The ledger has moved on and nothing is built of it yet."""
    ledger.append(store, "withdrawal", {"upload_id": "U0003"}, by="office", reason="错表")


def init(store: Path, _: Path) -> object:
    return intake.init_store(store, PLAN, by="office")


def at_once(act: Callable[[Path, Path], object]) -> Callable[[Path, Path], Callable[[], object]]:
    """The clock starts with the operation itself."""
    return lambda store, files: lambda: act(store, files)


OPERATIONS = {
    one.name: one
    for one in (
        Operation("ingest", at_once(ingest), ingest),
        Operation("build", at_once(refresh), refresh, unpublished),
        Operation("publish", begin_publish, refresh, unpublished),
        Operation("withdraw", at_once(withdraw), withdraw),
        Operation("take back", at_once(take_back), take_back, withdraw),
        Operation("learn", at_once(learn), learn),
        Operation("init", at_once(init), init, lambda store, _: shutil.rmtree(store)),
    )
}


@dataclass
class Undisturbed:
    """What an operation leaves when nobody disturbs it, and what the store shows at each ledger number on the way."""

    store: Path
    before: int
    seconds: float
    touches: int
    said: Said
    known: dict[int, Facts] = field(default_factory=dict)

    def facts(self, number: int) -> Facts | None:
        """What the store shows at a ledger number that the operation comes through; built when first asked for."""
        if not max(1, self.before - 1) <= number <= len(self.said):
            return None
        if number not in self.known:
            self.known[number] = facts_of(build.build(self.store, number))
        return self.known[number]


@dataclass
class Trial:
    """One kill: of what, how, when, what a reader saw, and everything that did not hold."""

    operation: str
    way: str
    moment: float
    is_kill: bool = False
    kept: str = ""
    faults: list[str] = field(default_factory=list)


def made_ready(folder: Path) -> tuple[Path, Path]:
    """A store with a roster and a meeting, and the workbooks that are still to come."""
    files = folder / "files"
    files.mkdir(parents=True)
    store = folder / "store"
    intake.init_store(store, PLAN, by="office")
    intake.accept(store, [roster(files), meeting(files, "旧.xlsx")], by="office")
    for number in range(1, FILES + 1):
        unit = "税务局" if number % 2 else "教育局"
        meeting(
            files, f"会议-{number}.xlsx", unit=unit, held_on=date(2009, 6, number), told_on=date(2009, 6, 12 + number)
        )
    return store, files


def undisturbed(operation: Operation, base: Path, files: Path, folder: Path) -> Undisturbed:
    """Let the operation run to its end once, in a process like those that will be killed, and look at every step."""
    store = Path(shutil.copytree(base, folder / "undisturbed"))
    operation.before(store, files)
    before = len(said_by(store))
    tally = folder / "touches"
    child = started(operation, store, files, None, tally)
    child.join()
    if child.exitcode:
        raise RuntimeError(f"{operation.name} ended with {child.exitcode} although nobody disturbed it")
    seconds, touches = tally.read_text().split()
    return Undisturbed(store, before, float(seconds), int(touches), said_by(store))


def started(
    operation: Operation, store: Path, files: Path, at_touch: int | None, tally: Path | None = None
) -> multiprocessing.process.BaseProcess:
    """The operation begun in a process of its own, and of its own group."""
    context = multiprocessing.get_context(START)
    context.set_forkserver_preload([__name__])
    child = context.Process(
        target=run, args=(operation.name, store, files, at_touch, tally, store.with_suffix(".begun"))
    )
    child.start()
    return child


def run(name: str, store: Path, files: Path, at_touch: int | None, tally: Path | None, begun: Path) -> None:
    """What the process does that will be killed; told a number, it kills itself at the file of that number."""
    os.setsid()
    act = OPERATIONS[name].begin(store, files)
    counter = Touches(str(store), at_touch)
    begun.touch()
    sys.addaudithook(counter)
    start = time.monotonic()
    act()
    if tally:
        counter.place = "\0"
        tally.write_text(f"{time.monotonic() - start} {counter.count}")


class Touches:
    """Counts the files of a store that this process touches, and kills it at one of them."""

    def __init__(self, place: str, last: int | None) -> None:
        self.place, self.last, self.count = place, last, 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in TOUCHES and arguments and str(arguments[0]).startswith(self.place):
            self.count += 1
            if self.count == self.last:
                os.killpg(os.getpid(), signal.SIGKILL)


def tried(
    operation: Operation, base: Path, files: Path, model: Undisturbed, chance: random.Random, folder: Path
) -> Trial:
    """One trial, from the copy to what was found."""
    way = chance.choice((CLOCK, FILE))
    moment = chance.random() * model.seconds if way == CLOCK else chance.randint(1, model.touches)
    trial = Trial(operation.name, way, moment)
    store = Path(shutil.copytree(base, folder / "store"))
    operation.before(store, files)
    child = started(operation, store, files, int(moment) if way == FILE else None)
    if way == CLOCK:
        kill_after(child, moment, store.with_suffix(".begun"))
    child.join()
    trial.is_kill = child.exitcode == -signal.SIGKILL
    look(trial, store, model)
    go_on(trial, operation, store, files, model)
    return trial


def kill_after(child: multiprocessing.process.BaseProcess, seconds: float, begun: Path) -> None:
    """Kill a process and all that it started, so long after it began its work."""
    while not begun.exists() and child.is_alive():
        time.sleep(0.002)
    child.join(seconds)
    if child.is_alive():
        os.killpg(child.pid, signal.SIGKILL)


def look(trial: Trial, store: Path, model: Undisturbed) -> None:
    """What the ledger holds right after the kill, and what a reader finds who opens the store as it lies."""
    history = said_by(store)
    trial.kept = "nothing" if len(history) == model.before else "all" if history == model.said else "some"
    if len(history) < model.before or history != model.said[: len(history)]:
        trial.faults.append(f"the ledger holds {len(history)} entries that are not the first of the undisturbed run")
    pointer = store / snapshots.CURRENT
    if not pointer.exists():
        if model.before:
            trial.faults.append("nothing is published any more")
        return
    current = snapshots.current(store)
    number = snapshots.NAME.fullmatch(current.name)
    shown = model.facts(int(number[1])) if number else None
    if shown is None or facts_of(current) != shown:
        trial.faults.append(f"{current.name} shows what no undisturbed build shows")


def go_on(trial: Trial, operation: Operation, store: Path, files: Path, model: Undisturbed) -> None:
    """Give the operation again: it ends as if nobody had disturbed it, and leaves nothing lying about."""
    operation.again(store, files)
    if said_by(store) != model.said:
        trial.faults.append("given again, the ledger is not what it is undisturbed")
    if facts_of(snapshots.current(store)) != model.facts(len(model.said)):
        trial.faults.append("given again, the store shows something else than undisturbed")
    trial.faults += [f"{found.place}: {found.message}" for found in differing_originals(store, lambda _: None)]
    trial.faults += [
        f"left lying about: {path.name}" for path in (store / snapshots.FOLDER).glob(f"{snapshots.DRAFT}*")
    ]


def verified(trial: Trial, store: Path) -> None:
    """The long way: everything built and read again."""
    trial.faults += [f"{found.place}: {found.message}" for found in verify(store)]


def said_by(store: Path) -> Said:
    """What the ledger says, without the time of day; nothing where there is none."""
    return [(event.kind, event.payload) for event in ledger.events(store)] if ledger.exists(store) else []


def facts_of(path: Path) -> Facts:
    """Of every table of a build how many rows it has, and a sum over them that leaves the times of day out."""
    with duckdb.connect(str(path), read_only=True) as connection:
        columns: dict[str, list[str]] = {}
        for name, column, kind in connection.execute(
            "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns() "
            "where not internal and table_name in (select table_name from duckdb_tables())"
        ).fetchall():
            if kind != "TIMESTAMP":
                columns.setdefault(name, []).append(f'"{column}"')
        return {name: facts_of_table(connection, name, names) for name, names in sorted(columns.items())}


def facts_of_table(connection: duckdb.DuckDBPyConnection, name: str, columns: list[str]) -> tuple[int, int]:
    """The same of one table."""
    query = f"select count(*), coalesce(sum(hash({', '.join(columns)})), 0) from {name}"
    count, total = connection.execute(query).fetchall()[0]
    return int(count), int(total)


def trials(names: list[str], count: int, seed: int, folder: Path, tell: Callable[[Trial], None]) -> list[Trial]:
    """So many kills, spread evenly over operations; what ended before its kill came is tried again, and not counted."""
    base, files = made_ready(fresh(folder / "base"))
    models = {name: undisturbed(OPERATIONS[name], base, files, fresh(folder / f"model-{name}")) for name in names}

    def numbered(number: int) -> Trial:
        name = names[number % len(names)]
        chance, place = random.Random(f"{seed}-{number}"), fresh(folder / f"trial-{number}")
        trial = tried(OPERATIONS[name], base, files, models[name], chance, place)
        if number % EVERY_VERIFIED == EVERY_VERIFIED - 1:
            verified(trial, place / "store")
        if not trial.faults:
            shutil.rmtree(place)
        tell(trial)
        return trial

    found: list[Trial] = []
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        while missing := max(0, count - sum(trial.is_kill for trial in found)):
            found += pool.map(numbered, range(len(found), len(found) + missing))
    return found


def fresh(folder: Path) -> Path:
    """An empty folder, whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
