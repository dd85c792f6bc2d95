"""Is a store what its ledger says? It is built again, and the originals are hashed, and read with today's parser."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from ingest import accepted, build, ledger, source, state
from ingest.check import check_file
from ingest.context import Context
from ingest.findings import FileCheck
from ingest.ledger import Event, Upload

CONTEXT_EVENTS = ("plan", "alias", "heading", "reading")
PROVENANCE = ("upload_id", "parser_version")
Fingerprint = tuple[int, int]


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be: `kind` is store, rows, original or parser."""

    kind: str
    place: str
    message: str


def verify(store: Path, progress: Callable[[str], None] = lambda _: None) -> list[Difference]:
    """Everything that differs; empty when the store is true to its ledger."""
    with ledger.writing(store):
        if damaged := list(damaged_rows(store)):
            return damaged + differing_originals(store, progress)
        current = build.ensure_published(store)
        found = list(differing_relations(store, current, progress))
        found += differing_originals(store, progress)
        return found + list(differing_readings(store, progress))


def damaged_rows(store: Path) -> Iterator[Difference]:
    """Every upload whose accepted rows are gone or not what was accepted: nothing can be built of them."""
    for upload in ledger.uploads(ledger.events(store)).values():
        if accepted.unsound(store, upload):
            place = f"{upload.upload_id} {upload.event.payload['file']}"
            yield Difference("rows", place, "its rows are gone or damaged; 'taizhang doctor --mend' reads them again")


def differing_relations(store: Path, current: Path, progress: Callable[[str], None]) -> Iterator[Difference]:
    """Every table and view whose rows are not those of a fresh build."""
    progress("building again")
    rebuilt = build.draft(store, ledger.events(store))
    try:
        before, after = fingerprints(current), fingerprints(rebuilt)
    except duckdb.Error:
        yield Difference("store", current.name, "it cannot be opened; 'taizhang doctor --mend' builds it again")
        return
    finally:
        rebuilt.unlink()
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old != new:
            message = (
                f"found {old[0] if old else 'no'} rows, the ledger gives {new[0] if new else 'no'} rows or other values"
            )
            yield Difference("store", name, message)


def fingerprints(path: Path) -> dict[str, Fingerprint]:
    """For every table and view the number of its rows and a hash that does not depend on their order."""
    with tempfile.TemporaryDirectory() as folder:
        # A copy: a file that this process has open elsewhere cannot be opened with other settings.
        copy = Path(shutil.copy(path, Path(folder) / "copy.duckdb"))
        with duckdb.connect(str(copy), read_only=True) as connection:
            return {name: fingerprint(connection, name) for name in relations(connection)}


def relations(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """All tables and views of the store."""
    rows = connection.execute(
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_schema not in ('information_schema', 'pg_catalog') order by 1"
    ).fetchall()
    return [name for (name,) in rows]


def fingerprint(connection: duckdb.DuckDBPyConnection, name: str) -> Fingerprint:
    """How many rows a relation has, and the sum of their hashes."""
    query = f"select count(*), coalesce(sum(hash(relation)), 0) from {name} as relation"
    count, total = connection.execute(query).fetchall()[0]
    return int(count), int(total)


def differing_originals(store: Path, progress: Callable[[str], None]) -> list[Difference]:
    """Every file as received that is gone or not what it was."""
    progress("hashing originals")
    history = ledger.events(store)
    return differing_document(store, history) + [
        Difference(
            "original", f"{upload.upload_id} {upload.event.payload['file']}", "the file as received is gone or changed"
        )
        for upload in ledger.uploads(history).values()
        if original_hash(store, upload) != upload.sha256
    ]


def differing_document(store: Path, history: list[Event]) -> list[Difference]:
    """The plan's source document, if it is gone or not what it was."""
    document = source.attached(history)
    path = store / document["path"] if document else None
    if document is None or (path and path.is_file() and digest(path) == document["sha256"]):
        return []
    return [Difference("original", document["file"], "the plan's document as attached is gone or changed")]


def digest(path: Path) -> str:
    """The fingerprint of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def original_hash(store: Path, upload: Upload) -> str:
    """The fingerprint of the kept file, or nothing when it is gone."""
    path = store / accepted.ORIGINALS / upload.sha256
    return digest(path) if path.exists() else ""


def differing_readings(store: Path, progress: Callable[[str], None]) -> Iterator[Difference]:
    """Every table of an original that today's parser, knowing what was known then, reads otherwise."""
    history = ledger.events(store)
    contexts: dict[tuple[int, ...], Context] = {}
    for upload in ledger.uploads(history).values():
        progress(f"reading {upload.event.payload['file']} again")
        if upload.is_active and original_hash(store, upload):
            known = context_before(store, history, upload, contexts)
            yield from differing_tables(store, upload, read_again(store, upload, known))


def context_before(
    store: Path, history: list[Event], upload: Upload, contexts: dict[tuple[int, ...], Context]
) -> Context:
    """The plan, rosters and learnt names as they stood when a file was accepted; kept until one of them moves."""
    known = [event for event in history if event.number < upload.event.number]
    rosters = [roster for roster in ledger.uploads(known).values() if roster.is_active and speaks_of_rosters(roster)]
    moved = [event.number for event in known if event.kind in CONTEXT_EVENTS] + [0]
    place = (*moved, *(roster.event.number for roster in rosters))
    if place not in contexts:
        rows = accepted.read(store, rosters, state.ROSTERS)
        contexts[place] = state.with_rosters(state.plan_context(store, known), rows)
    return contexts[place]


def speaks_of_rosters(upload: Upload) -> bool:
    """Whether an upload holds units or branches."""
    return any(table["kind"] in state.ROSTERS for table in upload.event.payload["tables"])


def read_again(store: Path, upload: Upload, known: Context) -> FileCheck:
    """The check of an original as it would be today."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / Path(upload.event.payload["file"]).name
        shutil.copy(store / accepted.ORIGINALS / upload.sha256, copy)
        return check_file(copy, known, upload.report_on, yes=upload.event.payload.get("yes", False))


def differing_tables(store: Path, upload: Upload, found: FileCheck) -> Iterator[Difference]:
    """The tables of one upload that are read otherwise today."""
    place = f"{upload.upload_id} {upload.event.payload['file']}"
    notes = upload.event.payload["tables"]
    if len(notes) != len(found.tables):
        yield Difference("parser", place, f"read {len(notes)} tables then, {len(found.tables)} today")
        return
    for note, table in zip(notes, found.tables, strict=True):
        then = pl.read_parquet(store / accepted.FOLDER / upload.upload_id / note["file"]).drop(PROVENANCE)
        rows = differing_rows(then, table.rows)
        if rows:
            yield Difference("parser", f"{place} {note['sheet_name']}", f"{rows} rows are read otherwise today")


def differing_rows(then: pl.DataFrame, today: pl.DataFrame) -> int:
    """How many rows are in one frame and not in the other, each counted once by its number in the file."""
    if then.equals(today):
        return 0
    before, after = rows_by_number(then), rows_by_number(today)
    return sum(before.get(number) != after.get(number) for number in before.keys() | after.keys())


def rows_by_number(rows: pl.DataFrame) -> dict[int, dict[str, object]]:
    """The filled cells of each row by its number in the file."""
    return {
        row["row_number"]: {name: value for name, value in row.items() if value is not None}
        for row in rows.iter_rows(named=True)
    }
