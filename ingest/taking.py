"""Files into a store: checked one after the other, taken whole or not at all, built and published once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date
from itertools import islice
from pathlib import Path

import polars as pl

from ingest import accepted, arrival, batch, build, checking, ledger, state
from ingest.accepted import Drafts
from ingest.batch import Member
from ingest.check import unreadable
from ingest.diff import Diff
from ingest.findings import FileCheck, Finding
from ingest.ledger import Event
from ingest.limits import Unreadable, in_force
from ingest.results import ACCEPTED, CHECKED, KNOWN, REFUSED, FileResult, Given, clean, rows_of, upload_name
from ingest.state import State

TOGETHER = 50

Tell = Callable[[str], None]


def accept(
    store: Path,
    paths: Iterable[Path],
    *,
    skip_bad_rows: bool = False,
    report_on: date | None = None,
    by: str = "",
    yes: bool = False,
    where_asked: bool = False,
    only: str = "",
    tell: Tell | None = None,
) -> list[FileResult]:
    """Check the files one after the other, take those that pass, then build and publish once.

    A file is taken whole or not at all, unless `skip_bad_rows`. `yes` answers the questions about emptied cells
    and about days of other years. With `where_asked` the report date is that of files that ask for one. `only` is the
    scope beyond which nothing is taken.
    """
    with ledger.writing(store, tell):
        results = list(accept_each(store, paths, skip_bad_rows, by, Given(report_on, where_asked, yes, only)))
        if any(result.outcome in (ACCEPTED, KNOWN) for result in results):
            build.ensure_published(store)
        return results


def accept_each(store: Path, paths: Iterable[Path], skip_bad_rows: bool, by: str, given: Given) -> Iterator[FileResult]:
    """Each file's result, its rows and roster standing for the files after it. Some files go to the disk together."""
    now = state.load(store)
    with batch.files_of(paths, in_force()) as files:
        while some := list(islice(files, TOGETHER)):
            results, drafts, events = [], Drafts(store), []
            for file in some:
                result, event = judged(now, drafts, file, skip_bad_rows, by, given)
                if event:
                    events.append(event)
                    now = now.after(event, rows_of(result.check, event.number))
                results.append(result if result.outcome != CHECKED else replace(result, outcome=REFUSED))
            drafts.settle()
            ledger.extend(store, events)
            yield from results


def judged(
    now: State, drafts: Drafts, file: Member, skip_bad_rows: bool, by: str, given: Given
) -> tuple[FileResult, Event | None]:
    """One file checked, and taken if it may be; then with the event that makes it count."""
    result = checking.checked(now, file, given)
    taken = clean(result, skip_bad_rows)
    if result.outcome != CHECKED or not file.path or taken is None:
        return result, None
    try:
        event = take(drafts, file.path, taken, now.history[-1].number + 1, by, given.yes)
    except Unreadable as refusal:
        return FileResult(unreadable(file.name, str(refusal)), Diff()), None
    return replace(result, check=taken, outcome=ACCEPTED, upload_id=event.payload["upload_id"]), event


def take(drafts: Drafts, path: Path, found: FileCheck, number: int, by: str, yes: bool) -> Event:
    """Write the file and its rows; returns the event that makes them count, once it is in the ledger."""
    content = arrival.content_of(path, in_force())
    if hashlib.sha256(content).hexdigest() != found.sha256:
        raise Unreadable(arrival.SWAPPED)
    accepted.write_original(drafts, found.sha256, content)
    upload_id = upload_name(number)
    notes = accepted.write(drafts, upload_id, found.tables, findings_frame(found.findings))
    payload = {
        "upload_id": upload_id,
        "file": found.file,
        "sha256": found.sha256,
        "report_on": str(found.report_on),
        **notes,
        "finding_count": len(found.findings),
        "yes": yes,
    }
    return ledger.event_now(number, "upload", payload, by)


def findings_frame(findings: list[Finding]) -> pl.DataFrame:
    """Findings as rows of raw.findings."""
    names = {"sheet": "sheet_name", "kind": "sheet"}
    rows = [{names.get(name, name): value for name, value in asdict(finding).items()} for finding in findings]
    columns = ["severity", "code", "sheet_name", "cell", "field", "found", "message", "suggestion"]
    columns += ["sheet", "unit_id"]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))
