"""From the ledger to a store: draft, rows, views, checks; then it is published, as snapshots.py says.

The ledger's first n events and this code decide every row of it, so the time a
store carries is that of its last event, not that of the build.
"""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import polars as pl

from ingest import (
    accepted,
    elsewhere,
    entries,
    inorder,
    judging,
    ledger,
    parts,
    plan,
    rawtables,
    snapshots,
    source,
    views,
)
from ingest.findings import Finding
from ingest.ledger import Event, Upload
from ingest.parts import Told
from ingest.version import PARSER_VERSION, build_fingerprint

PARTS = "parts"
SMALL_BLOCK = "16384"
MEMORY = "1GB"


class NotBuilt(ledger.Refused):
    """The machine would not take a new build; the ledger and the last published store are whole."""

    def __init__(self, store: Path, reason: Exception) -> None:
        why = str(reason).splitlines()[0]
        super().__init__(
            f"{store}: a new build could not be written, so what was published still stands: {why}; "
            "nothing in the ledger is lost: make room, and 'taizhang verify' publishes it"
        )


def build(store: Path, known_at: int | None = None, judged: elsewhere.Judged | None = None) -> Path:
    """Build and publish what the ledger says; with `known_at`, the store as of that number, kept beside the others."""
    with ledger.writing(store):
        snapshots.drop_stale(store)
        history = ledger.events(store, known_at)
        if known_at is None:
            return snapshots.publish(store, draft(store, history, judged=judged), history[-1].number)
        path = build_known(store, history, store / snapshots.FOLDER)
        snapshots.prune(store, path)
        return path


def build_known(store: Path, history: list[Event], folder: Path) -> Path:
    """The store as known after some of its events, in a folder where it is built unless it is there."""
    path = folder / snapshots.known_name(history[-1].number)
    return path if path.exists() else snapshots.seal(draft(store, history, folder), path)


def ensure_published(store: Path) -> Path:
    """The current snapshot, built first if the ledger has moved on since, or the code has changed."""
    with ledger.writing(store):
        if snapshots.is_current(store):
            return snapshots.current(store)
        return build(store)


def published(store: Path) -> Path:
    """The snapshot that readers see; only where it is behind is the store touched to build it."""
    return snapshots.current(store) if snapshots.is_current(store) else ensure_published(store)


def draft(
    store: Path,
    history: list[Event],
    folder: Path | None = None,
    judged: elsewhere.Judged | None = None,
    units: parts.Units | None = None,
) -> Path:
    """A whole store in a file that nobody opens yet; removed again when a check stops it."""
    folder = folder or store / snapshots.FOLDER
    path = folder / f"{snapshots.DRAFT}{os.getpid()}.duckdb"
    try:
        shutil.copyfile(blank(folder), path)
        with judging.beside(path) as connection:
            connection.execute(f"set memory_limit = '{MEMORY}'")
            connection.execute(f"set temp_directory = {views.quoted(f'{path}.spilled')}")
            fill(connection, store, history, judged, units)
            connection.execute("checkpoint store")
    except (*views.NO_ROOM, OSError) as error:
        snapshots.drop_drafts(folder)
        raise NotBuilt(store, error) from error
    except BaseException:
        snapshots.drop_drafts(folder)
        raise
    return path


def blank(folder: Path) -> Path:
    """A store without rows, with every table, view and comment: made once by each version of the code, then copied.

    One of a part has small blocks: of a few rows most of a usual block would be empty, and there are many parts.
    """
    settings: dict[str, str | bool | int | float | list[str]] = (
        {"default_block_size": SMALL_BLOCK} if folder.name == PARTS else {}
    )
    path = folder / f"blank-{build_fingerprint()}.duckdb"
    if not path.exists():
        for older in path.parent.glob("blank-*.duckdb"):
            older.unlink()
        unfinished = path.parent / f"{snapshots.DRAFT}{path.name}"
        with duckdb.connect(str(unfinished), config=settings) as connection:
            rawtables.create(connection)
            views.declare(connection)
        unfinished.rename(path)
    return path


def fill(
    connection: duckdb.DuckDBPyConnection,
    store: Path,
    history: list[Event],
    judged: elsewhere.Judged | None = None,
    units: parts.Units | None = None,
) -> None:
    """Load what the ledger's events name, or what of it is of some units, and judge it, or take what was elsewhere."""
    found = told(store, history)
    with judging.in_the_store(connection):
        load(connection, found if units is None else parts.of_units(found, units, withdrawn_rows(store, history)))
    elsewhere.take(connection, judged) if judged else judging.judge(connection)


def told(store: Path, history: list[Event]) -> Told:
    """All that the ledger's events name."""
    tables = plan_tables(store, history)
    uploads = list(ledger.uploads(history).values())
    active = [upload for upload in uploads if upload.is_active]
    return Told(
        plan=tables,
        passages=source.passage_rows(store, history, tables["clauses"]),
        rows=accepted.read_in_parts(store, active),
        findings=accepted.read_findings(store, active),
        uploads=upload_rows(uploads),
        entries=entries.rows(history, ZoneInfo(tables["plan"]["time_zone"][0])),
        build=build_row(history, active),
    )


def withdrawn_rows(store: Path, history: list[Event]) -> dict[str, pl.DataFrame]:
    """The rows of uploads that do not count, as far as they are still there: whose they were."""
    gone = [one for one in ledger.uploads(history).values() if not one.is_active and not accepted.unsound(store, one)]
    return accepted.read(store, gone)


def load(connection: duckdb.DuckDBPyConnection, found: Told) -> None:
    """Load the plan, the rows that count, and what the store says of itself."""
    rawtables.load_plan(connection, found.plan)
    inorder.load(connection, found.rows)
    rawtables.load_findings(connection, found.findings)
    for name in ("passages", "uploads", "entries", "build"):
        rawtables.load(connection, f"raw.{name}", getattr(found, name))


def plan_tables(store: Path, history: list[Event]) -> dict[str, pl.DataFrame]:
    """The plan in force, compiled with the readings decided so far."""
    decided = {key: value for (_, key), value in ledger.learnt(history, "reading").items()}
    return plan.compile_plan(plan_in_force(store, history), decided)


def plan_in_force(store: Path, history: list[Event]) -> plan.Plan:
    """The plan that the last plan event put in place."""
    places = [event.payload["path"] for event in history if event.kind == "plan"]
    if not places:
        raise ledger.Refused(f"{store}: the ledger holds no plan up to here; event 1 puts it in place")
    return readable_plan(store / places[-1])


def readable_plan(path: Path) -> plan.Plan:
    """The plan in a folder or workbook, or `PlanRefused`."""
    found, findings = plan.load_plan(path)
    if any(finding.is_blocking for finding in findings):
        raise PlanRefused(findings)
    return found


class PlanRefused(ledger.Refused):
    """A plan that cannot be compiled; carries its faults, one line each."""

    def __init__(self, findings: list[Finding]) -> None:
        self.faults = [said(finding) for finding in findings if finding.is_blocking]
        super().__init__(f"the plan is refused; faults found: {len(self.faults)}; the first: {self.faults[0]}")


def said(finding: Finding) -> str:
    """Where in a plan a fault lies, what it is, and what to do."""
    place = " ".join(filter(None, (finding.sheet, finding.cell)))
    return f"{place}: {' '.join(filter(None, (finding.message, finding.suggestion)))}"


def upload_rows(uploads: list[Upload]) -> pl.DataFrame:
    """The ledger's uploads as rows, withdrawn ones too."""
    rows = [upload_row(upload) for upload in uploads]
    return pl.DataFrame(rows, schema=list(rawtables.TABLES["raw.uploads"]), orient="row", infer_schema_length=None)


def upload_row(upload: Upload) -> dict[str, Any]:
    """One upload as a row of raw.uploads."""
    event, withdrawal = upload.event, upload.withdrawal
    return {
        "upload_number": event.number,
        "upload_id": upload.upload_id,
        "file_name": event.payload["file"],
        "sha256": upload.sha256,
        "report_on": upload.report_on,
        "loaded_at": event.at,
        "loaded_by": event.by_whom,
        "is_active": int(upload.is_active),
        "withdrawn_at": withdrawal.at if withdrawal else None,
        "withdrawn_by": withdrawal.by_whom if withdrawal else None,
        "withdraw_reason": withdrawal.reason if withdrawal else None,
        "row_count": sum(table["accepted"] for table in event.payload["tables"]),
        "finding_count": event.payload["finding_count"],
    }


def build_row(history: list[Event], active: list[Upload]) -> pl.DataFrame:
    """What a store says of itself."""
    latest: date | None = max((upload.report_on for upload in active), default=None)
    return pl.DataFrame(
        {
            "ledger_number": [history[-1].number],
            "built_at": [history[-1].at],
            "parser_version": [PARSER_VERSION],
            "latest_report_on": [latest],
        }
    )
