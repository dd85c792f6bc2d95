"""What another engine judged comes back as Parquet and takes the place of judging here.

An export says of which ledger number its rows are and by which code the store was built, and so must what comes back:
only the answer to this state of this store is taken, all tables of it, and held to the same checks as any build.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ingest import judging, ledger, rawtables, views
from ingest.version import build_fingerprint
from ingest.views import View

MANIFEST = "manifest.json"


class NotTaken(ledger.Refused):
    """A folder that is not the answer to this state of this store, or not whole."""


@dataclass(frozen=True)
class Judged:
    """A folder of judged tables, each with its files in order."""

    folder: Path
    files: dict[str, list[Path]]


def tables(found: Iterable[View]) -> list[View]:
    """Of these the tables of what follows from units' rows, in order; what follows from the plan alone stays here."""
    touched = {name for name in rawtables.TABLES if judging.speaks_of_units(name)}
    ordered = views.in_order(found)
    for view in ordered:
        if view.references & touched:
            touched.add(view.name)
    return [view for view in ordered if view.sorted_by and view.name in touched]


def read(folder: Path, ledger_number: int) -> Judged:
    """What a folder holds, if it is the answer to the store as of this number, and whole."""
    told = manifest(folder)
    for name, here in (("ledger_number", ledger_number), ("built_by", build_fingerprint())):
        if told.get(name) != here:
            raise NotTaken(
                f"{folder}: found {name} {told.get(name)}, expected {here}: it was judged for another state of the "
                "store, or by other code; 'taizhang verify', export and judge again"
            )
    files: dict[str, list[Path]] = {}
    for one in told["files"]:
        files.setdefault(one["view"], []).append(whole(folder / one["file"], one["sha256"]))
    if missing := [view.name for view in tables(views.views()) if view.name not in files]:
        raise NotTaken(f"{folder}: found no {missing[0]}; a folder of judged tables holds all of them")
    return Judged(folder, files)


def manifest(folder: Path) -> dict[str, Any]:
    """What a folder says of itself."""
    try:
        return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError) as error:
        raise NotTaken(f"{folder}: found no readable {MANIFEST}; whoever judges writes it last") from error


def whole(path: Path, sha256: str) -> Path:
    """A file, if it is there and as its manifest says."""
    if not path.is_file():
        raise NotTaken(f"{path}: the manifest names this file, and it is not there; copy the folder again")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise NotTaken(f"{path}: this file is not what its manifest says; copy the folder again")
    return path


def take(connection: duckdb.DuckDBPyConnection, judged: Judged) -> None:
    """Fill every table of a store whose raw rows and plan are loaded, those of units' rows from the folder."""
    found = views.views()
    brought = {view.name for view in tables(found)}
    for view in views.in_order(found):
        if view.name in brought:
            copy(connection, view, judged)
        elif view.sorted_by:
            judging.fill_in_the_store(connection, [view])
    check(connection)


def copy(connection: duckdb.DuckDBPyConnection, view: View, judged: Judged) -> None:
    """Put the rows of a table's files into it, in its order."""
    columns = ", ".join(column for (column, *_) in connection.execute(f"describe store.{view.name}").fetchall())
    taken = f"insert into store.{view.name} select {columns} from read_parquet($file) order by {view.sorted_by}"
    for path in judged.files[view.name]:
        try:
            connection.execute(taken, {"file": str(path)})
        except views.NO_ROOM:
            raise
        except duckdb.Error as error:
            raise NotTaken(f"{path}: its rows do not fit {view.name}: {str(error).splitlines()[0]}") from error


def check(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold what was taken to the checks, a range of units at a time."""
    ranged = [view for view in views.in_order(views.views()) if view.is_ranged]
    wanted = views.needed(views.views(), [view.name for view in ranged])
    judging.set_up(connection, wanted)
    for units in judging.ranges(connection):
        judging.take_rows(connection, wanted, units)
        for view in ranged:
            rows = f"insert into {view.name} from store.{view.name} {judging.OF_UNITS}"
            connection.execute(rows, {"units": units})
        views.run_checks(connection)
