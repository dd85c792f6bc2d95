"""Stores of some units alone: built when first asked for, kept beside the others, exact by being built the same way.

No lock of the store is held for it: the ledger up to a number, and all that it names, never change. So nobody who may
see but a part waits for whoever is accepting files.
"""

from __future__ import annotations

import re
import threading
from pathlib import Path

from ingest import build, ledger, parts, past, scope, snapshots
from ingest.parts import Units
from ingest.version import build_fingerprint

PART = re.compile(r"part-(\d+)-\w+\.duckdb")
KEPT = 200
# What is known now is read, and what was published a moment ago may still be.
NUMBERS_KEPT = 2

_lock = threading.Lock()


def part_at(store: Path, number: int, only: str) -> Path:
    """The part of a scope as known at a ledger number, built if it is not there yet."""
    past.require(store, number)
    units = scope.units_in(store, only)
    with _lock:
        return found(store, number, units) or built(store, number, units)


def part_already(store: Path, number: int, only: str) -> Path | None:
    """The same, where it was built already."""
    return found(store, number, scope.units_in(store, only))


def found(store: Path, number: int, units: Units) -> Path | None:
    """The file of a part, where today's code built it."""
    places = (place / name(number, units) for place in (folder(store), elsewhere(store)))
    return next((path for path in places if path.is_file()), None)


def name(number: int, units: Units) -> str:
    """What the file of a part is called: what it knows, of whom, built by which code."""
    return f"part-{number}-{parts.mark(units)}{build_fingerprint()}.duckdb"


def folder(store: Path) -> Path:
    """Where parts are kept."""
    return store / snapshots.FOLDER / build.PARTS


def elsewhere(store: Path) -> Path:
    """Where they are kept of a store that may only be read."""
    return Path(past.elsewhere(store).name) / build.PARTS


def built(store: Path, number: int, units: Units) -> Path:
    """Build a part beside the others, or elsewhere where that may not be."""
    try:
        return built_in(folder(store), store, number, units)
    except OSError as error:
        if error.errno not in past.READ_ONLY:
            raise
    return built_in(elsewhere(store), store, number, units)


def built_in(place: Path, store: Path, number: int, units: Units) -> Path:
    """Build a part in a folder."""
    place.mkdir(exist_ok=True)
    prune(place)
    return snapshots.seal(
        build.draft(store, ledger.events(store, number), place, units=units), place / name(number, units)
    )


def prune(place: Path) -> None:
    """Remove parts of what was known long ago, and the oldest where there are very many."""
    newest = sorted(place.glob("part-*.duckdb"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    numbers = {path: int(told[1]) for path in newest if (told := PART.fullmatch(path.name))}
    latest = sorted(set(numbers.values()), reverse=True)[:NUMBERS_KEPT]
    for place_in_line, path in enumerate(newest):
        if place_in_line >= KEPT or numbers.get(path) not in latest:
            path.unlink(missing_ok=True)
