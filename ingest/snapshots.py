"""The files that a store is published as: their names, the pointer that readers follow, and which are kept.

A published file is never written again.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from ingest import ledger
from ingest.version import build_fingerprint

FOLDER = "snapshots"
CURRENT = "CURRENT"
CURRENT_BY = "built-by"
KNOWN_BY = "known-built-by"
DRAFT = "draft-"
NAME = re.compile(r"store-(\d+)(?:-\d+)?\.duckdb")
KEPT = 5


class NotPublished(ledger.Refused):
    """The store has a ledger but no published snapshot."""


def current(store: Path) -> Path:
    """The file that readers open now."""
    pointer = store / CURRENT
    if not pointer.exists():
        raise NotPublished(f"{store}: nothing is published here yet; 'taizhang ingest FILE' publishes")
    # A power cut may leave anything in a file; what names nothing is built again.
    return store / pointer.read_text(encoding="utf-8", errors="replace").replace("\0", "").strip()


def is_current(store: Path) -> bool:
    """Whether the pointer names a store of the ledger's last event, built by this code."""
    if not (store / CURRENT).exists() or built_by(store, CURRENT_BY) != build_fingerprint():
        return False
    return entries_behind(store) == 0 and current(store).is_file()


def entries_behind(store: Path) -> int:
    """How many entries of the ledger came after the build that the pointer names."""
    named = NAME.fullmatch(current(store).name) if (store / CURRENT).exists() else None
    return ledger.next_number(store) - 1 - (int(named[1]) if named else 0)


def built_by(store: Path, marker: str) -> str:
    """The fingerprint of the code that built the current snapshot, or the past states here."""
    path = store / FOLDER / marker
    return path.read_text(encoding="utf-8") if path.exists() else ""


def sign(store: Path, marker: str) -> None:
    """Note that today's code built what the marker speaks of."""
    ledger.write_synced(store / FOLDER / marker, build_fingerprint().encode())


def known_name(number: int) -> str:
    """The file of the store as known at a ledger number."""
    return f"known-{number}.duckdb"


def drop_stale(store: Path) -> None:
    """Remove what a killed build left, and past states that other code had built."""
    folder = store / FOLDER
    folder.mkdir(exist_ok=True)
    drop_drafts(folder)
    if built_by(store, KNOWN_BY) != build_fingerprint():
        for built in folder.glob("known-*.duckdb"):
            built.unlink()
        sign(store, KNOWN_BY)


def drop_drafts(folder: Path) -> None:
    """Remove builds that came to nothing; under the lock no other is under way."""
    for leftover in folder.glob(f"{DRAFT}*"):
        drop(leftover)


def drop(path: Path) -> None:
    """Remove a file, or a folder with all that is in it."""
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def publish(store: Path, built: Path, number: int) -> Path:
    """Give a draft its lasting name, point readers at it, and keep the last few."""
    path = seal(built, new_name(store / FOLDER, number))
    sign(store, CURRENT_BY)
    ledger.write_synced(store / CURRENT, path.relative_to(store).as_posix().encode())
    prune(store, path)
    return path


def new_name(folder: Path, number: int) -> Path:
    """A name never used here: readers that hold a file must not find another under its name."""
    names = [f"store-{number}.duckdb", *(f"store-{number}-{again}.duckdb" for again in range(2, 1000))]
    return next(folder / name for name in names if not (folder / name).exists())


def seal(built: Path, path: Path) -> Path:
    """Make a finished draft read-only, put it on the disk and under its name."""
    built.chmod(0o444)
    descriptor = os.open(built, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    built.rename(path)
    ledger.sync(path.parent)
    return path


def prune(store: Path, kept: Path) -> None:
    """Remove all but the last few built of each sort; any of them can be built again from its number."""
    for pattern in ("store-*.duckdb", "known-*.duckdb"):
        newest_first = sorted((store / FOLDER).glob(pattern), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in newest_first[KEPT:]:
            if old != kept:
                old.unlink()
