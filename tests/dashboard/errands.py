"""Work for a child, which finds it by the name of its module."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

import polars as pl

from dashboard import aside
from ingest import build, intake, ledger

ERRORS: dict[str, Callable[[], Exception]] = {
    "refused": lambda: ledger.Refused("no such plan"),
    "full": lambda: OSError(errno.ENOSPC, "No space left on device", "store"),
    "not built": lambda: build.NotBuilt(Path("store"), OSError(errno.EROFS, "Read-only")),
    "unsound": lambda: intake.CheckFailed("every_check", pl.DataFrame({"a": [1]})),
    "locked": lambda: sqlite3.OperationalError("database is locked"),
}


def names_of(paths: aside.Told) -> list[str]:
    """The names of files, one after the other."""
    return [path.name for path in paths]


def fail(name: str) -> None:
    """Fail in the error of this name, because the disk is full."""
    raise ERRORS[name]() from ERRORS["full"]()
