"""The public face of ingest: check files, accept them, withdraw them, learn, and keep the published store true.

Everything that writes holds the store's lock, and everything done twice changes nothing the second time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from ingest import accepted, arrival, batch, build, handback, ledger, questions, state, turns
from ingest.accepted import Drafts
from ingest.batch import Member
from ingest.check import check_file, unreadable
from ingest.diff import Diff, compare
from ingest.findings import FileCheck, Finding, Table
from ingest.learning import (
    decide_reading,
    known_names,
    learn,
    learn_alias,
    learn_heading,
    learnt,
    lessons,
    unit_called,
)
from ingest.ledger import Event, Refused, Upload
from ingest.limits import Unreadable, in_force
from ingest.review import SheetRows, findings_of, rows_taken, undoing, upload_of
from ingest.setup import init_store, remove
from ingest.spellings import learn_all, read_spellings
from ingest.state import State
from ingest.templates import all_templates, template
from ingest.turns import Turns
from ingest.views import CheckFailed

__all__ = [
    "CheckFailed",
    "Diff",
    "FileResult",
    "Refused",
    "SheetRows",
    "Turns",
    "accept",
    "all_templates",
    "asks_for_day",
    "check",
    "decide_reading",
    "findings_of",
    "hand_back",
    "hand_back_all",
    "hand_back_each",
    "init_store",
    "known_at",
    "known_names",
    "known_number",
    "learn",
    "learn_alias",
    "learn_all",
    "learn_heading",
    "learnt",
    "lessons",
    "preview",
    "preview_withdrawal",
    "read_spellings",
    "received",
    "refresh",
    "remove",
    "restore",
    "rows_taken",
    "template",
    "undoing",
    "unit_called",
    "unpublished",
    "upload_rows",
    "uploads",
    "withdraw",
]

CHECKED, ACCEPTED, KNOWN, REFUSED, NOTHING = "checked", "accepted", "known", "refused", "nothing"
OUTCOME_WORDS = {ACCEPTED: "已采纳", KNOWN: "此前已采纳", REFUSED: "未采纳", NOTHING: "没有可采纳的内容"}
FINDING_FIELDS = ("severity", "sheet", "cell", "field", "found", "message", "suggestion")
TOGETHER = 50
NOT_YET = 2**31 - 1

Tell = Callable[[str], None]


@dataclass(frozen=True)
class FileResult:
    """What became of one file: its check, what it changes, and the upload it is now, if any."""

    check: FileCheck
    diff: Diff
    outcome: str = CHECKED
    upload_id: str | None = None

    @property
    def is_well(self) -> bool:
        """Whether nothing stands in the way of the file, or nothing did."""
        return self.outcome in (ACCEPTED, KNOWN, NOTHING) or (self.outcome == CHECKED and not self.check.blocking)

    @property
    def unchanged_count(self) -> int:
        """How many good rows say what is accepted already."""
        withdrawn = sum(row["why"] == "withdrawn" for row in self.diff.removed)
        moved = self.diff.added_count + len(self.diff.changed) + len(self.diff.older) + withdrawn
        return max(0, sum(table.accepted for table in self.check.tables) - moved)

    @property
    def in_words(self) -> str:
        """What became of the file, for its sender."""
        return OUTCOME_WORDS.get(self.outcome) or ("可以采纳" if self.is_well else "有问题，待改正")

    def as_json(self) -> dict[str, Any]:
        """The file as the command line prints it."""
        tables = self.check.tables
        return {
            "file": self.check.file,
            "sha256": self.check.sha256,
            "upload_id": self.upload_id,
            "sheets": [
                {"sheet": table.sheet_name, "kind": table.kind, "rows": table.row_count, "accepted": table.accepted}
                for table in tables
            ],
            "findings": [{name: getattr(finding, name) for name in FINDING_FIELDS} for finding in self.check.findings],
            "diff": self.diff.as_json(),
        }


@dataclass(frozen=True)
class Given:
    """What is answered beforehand: the day that files speak of, all or those that ask for one, and yes to questions."""

    report_on: date | None = None
    where_asked: bool = False
    yes: bool = False


def check(
    store: Path,
    paths: Iterable[Path],
    report_on: date | None = None,
    *,
    known: State | None = None,
    where_asked: bool = False,
) -> list[FileResult]:
    """What is wrong in each file and what it would change; stores nothing. A file's rosters serve the next files.

    A zip of workbooks stands for its files. With `where_asked` the report date is that of files that ask for one.
    """
    now, given = known or state.load(store), Given(report_on, where_asked)
    results = []
    with batch.files_of(paths, in_force()) as files:
        for file in files:
            result = checked(now, file, given)
            results.append(result)
            if result.outcome == CHECKED:
                now = now.after(now.history[-1], rows_of(result.check, NOT_YET))
    return results


def accept(
    store: Path,
    paths: Iterable[Path],
    *,
    skip_bad_rows: bool = False,
    report_on: date | None = None,
    by: str = "",
    yes: bool = False,
    where_asked: bool = False,
    tell: Tell | None = None,
) -> list[FileResult]:
    """Check the files one after the other, take those that pass, then build and publish once.

    A file is taken whole or not at all, unless `skip_bad_rows`. `yes` answers the questions about emptied cells
    and about days of other years. With `where_asked` the report date is that of files that ask for one.
    """
    with ledger.writing(store, tell):
        results = list(accept_each(store, paths, skip_bad_rows, by, Given(report_on, where_asked, yes)))
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
    result = checked(now, file, given)
    taken = clean(result, skip_bad_rows)
    if result.outcome != CHECKED or not file.path or taken is None:
        return result, None
    try:
        event = take(drafts, file.path, taken, now.history[-1].number + 1, by, given.yes)
    except Unreadable as refusal:
        return FileResult(unreadable(file.name, str(refusal)), Diff()), None
    return replace(result, check=taken, outcome=ACCEPTED, upload_id=event.payload["upload_id"]), event


def checked(now: State, file: Member, given: Given) -> FileResult:
    """One file against the state; a file that already counts is a notice and is not read again."""
    if file.path is None:
        return not_read(file)
    try:
        content = arrival.content_of(file.path, in_force())
    except Unreadable as refusal:
        return FileResult(unreadable(file.name, str(refusal)), Diff())
    if upload := now.active.get(hashlib.sha256(content).hexdigest()):
        return FileResult(questions.known_file(file.name, upload), Diff(), KNOWN, upload.upload_id)
    found = check_file(file.path, now.context, None if given.where_asked else given.report_on, yes=given.yes)
    if given.where_asked and given.report_on and asks_for_day(found):
        found = check_file(file.path, now.context, given.report_on, yes=given.yes)
    found = replace(found, file=file.name)
    changes = compare(found.tables, now.in_force(found.tables), found.report_on)
    if is_nothing(found, changes):
        return FileResult(questions.nothing_new(found), changes, NOTHING)
    more = questions.about(changes, given.yes)
    return FileResult(replace(found, findings=[*found.findings, *more]), changes)


def not_read(file: Member) -> FileResult:
    """The result of a member of a batch that is not read: why, or that it need not be."""
    if file.severity == "error":
        return FileResult(unreadable(file.name, file.why), Diff())
    notice = Finding("notice", "", "", "", file.name, file.why, "", "batch.skipped")
    return FileResult(FileCheck(file.name, "", None, [], [notice]), Diff(), NOTHING)


def received(paths: Iterable[Path]) -> Iterator[bytes]:
    """The bytes of every file that results were given for, in their order; none where there was nothing to read."""
    with batch.files_of(paths, in_force()) as files:
        for file in files:
            try:
                yield arrival.content_of(file.path, in_force()) if file.path else b""
            except Unreadable:
                yield b""


def asks_for_day(found: FileCheck) -> bool:
    """Whether a file does not say, or not clearly, which day it speaks of."""
    return any(finding.is_blocking and finding.code.startswith("report_date.") for finding in found.findings)


def is_nothing(found: FileCheck, changes: Diff) -> bool:
    """Whether a file gives nothing to take: no row at all, or a template in which nothing was touched."""
    if not found.has_rows:
        return not found.blocking
    asked = [finding.code for finding in found.findings if finding.is_blocking]
    return found.is_template and not changes_any(changes) and set(asked) <= {"report_date.missing"}


def changes_any(changes: Diff) -> bool:
    """Whether a file says anything that the accepted rows do not say already."""
    return bool(changes.added_count or changes.changed or changes.removed or changes.older)


def preview(store: Path, results: Iterable[FileResult], as_of: date | None = None, *, clean_rows: bool = True) -> Turns:
    """The statuses that would be others if checked files were accepted; by default on the day pages would then show.

    A file with errors counts with its clean rows, or not at all where `clean_rows` is False.
    """
    now = state.load(store, kinds=())
    taken = [found for one in results if one.outcome == CHECKED and (found := clean(one, clean_rows))]
    pending = [rows_of(found, now.history[-1].number + place) for place, found in enumerate(taken, start=1)]
    return turns.would_turn(now, build.published(store), pending, as_of)


def preview_withdrawal(store: Path, upload_id: str) -> Turns:
    """The statuses that would be others without an upload, on the day that pages show now."""
    now, upload = state.load(store, kinds=()), upload_of(store, upload_id)
    units = {unit for rows in accepted.read(store, [upload]).values() for unit in rows["unit_id"].unique()}
    return turns.would_turn_back(refresh(store), upload_id, units, turns.day_shown(now, ()))


def hand_back(result: FileResult, content: bytes) -> tuple[str, bytes]:
    """A name and a workbook for the sender: their own with its wrong cells marked, or else a list of the findings."""
    file = handback.returned(result.check, result.in_words, content)
    return file.name, file.content


def hand_back_each(results: Iterable[tuple[FileResult, bytes]]) -> list[tuple[str, bytes]]:
    """The same for many files, each with its bytes, under names that differ; several have a summary in front."""
    return handback.with_summary(
        handback.returned(result.check, result.in_words, content) for result, content in results
    )


def hand_back_all(results: Iterable[tuple[FileResult, bytes]]) -> bytes:
    """The same as one archive."""
    return handback.archive_of(hand_back_each(results))


def clean(result: FileResult, skip_bad_rows: bool) -> FileCheck | None:
    """What may be taken of a file: all of it, or its clean rows where that was asked for; None when nothing may."""
    found = result.check
    if not found.blocking:
        return found
    if not skip_bad_rows or found.report_on is None:
        return None
    unanswered = {(cell["sheet"], cell["row"]) for cell in result.diff.emptied}
    tables = [without(table, unanswered) for table in found.tables]
    return replace(found, tables=tables) if any(table.accepted for table in tables) else None


def without(table: Table, rows: set[tuple[str, int]]) -> Table:
    """The table without the rows whose emptied cells nobody has said yes to."""
    numbers = [row for sheet, row in rows if sheet == table.sheet_name]
    kept = table.rows.filter(~pl.col("row_number").is_in(numbers))
    return replace(table, rows=kept, accepted=kept.height)


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
        "tables": notes,
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


def rows_of(found: FileCheck, number: int) -> dict[str, pl.DataFrame]:
    """The rows of a file as they will be loaded under a number, so that the next file can be compared with them."""
    marks = [
        pl.lit(upload_name(number)).alias("upload_id"),
        pl.lit(number, pl.Int32).alias("upload_number"),
        pl.lit(found.file).alias("file_name"),
        pl.lit(found.report_on, pl.Date).alias("report_on"),
    ]
    kinds: dict[str, list[pl.DataFrame]] = {}
    for table in found.tables:
        kinds.setdefault(table.kind, []).append(table.rows.with_columns(marks))
    return {kind: pl.concat(frames, how="diagonal_relaxed") for kind, frames in kinds.items()}


def upload_name(number: int) -> str:
    """The name of the upload that the ledger's event of this number records."""
    return f"U{number:04d}"


def withdraw(store: Path, upload_id: str, reason: str, by: str = "", tell: Tell | None = None) -> str:
    """Withdraw an upload and publish without it; returns what was done, in a sentence."""
    with ledger.writing(store, tell):
        upload = upload_of(store, upload_id)
        if upload.withdrawal:
            build.ensure_published(store)
            return f"{upload_id} is withdrawn already, since {upload.withdrawal.at} UTC; nothing changed"
        ledger.append(store, "withdrawal", {"upload_id": upload_id}, by=by, reason=reason)
        build.build(store)
        return f"{upload_id} ({upload.event.payload['file']}) is withdrawn"


def restore(store: Path, upload_id: str, reason: str, by: str = "", tell: Tell | None = None) -> str:
    """Take a withdrawal back, unless the same file counts under another name by now."""
    with ledger.writing(store, tell):
        upload = upload_of(store, upload_id)
        if upload.is_active:
            build.ensure_published(store)
            return f"{upload_id} is not withdrawn; nothing changed"
        again = [other for other in uploads(store) if other.is_active and other.sha256 == upload.sha256]
        if again:
            return f"the same file counts as {again[0].upload_id} already; nothing changed"
        ledger.append(store, "restoration", {"upload_id": upload_id}, by=by, reason=reason)
        build.build(store)
        return f"{upload_id} ({upload.event.payload['file']}) counts again"


def uploads(store: Path) -> list[Upload]:
    """Every upload, withdrawn ones too, in the ledger's order."""
    return list(ledger.uploads(ledger.events(store)).values())


def known_at(store: Path, number: int) -> Path:
    """The store as known at a ledger number, built if it is not there yet."""
    last = ledger.next_number(store) - 1
    if not 1 <= number <= last:
        raise Refused(f"found no ledger number {number}; expected 1 to {last}; 'taizhang uploads' shows them")
    return build.build(store, number)


def known_number(store: Path) -> int:
    """The number of the ledger's last entry: what is known changes when it does."""
    return ledger.next_number(store) - 1


def upload_rows(store: Path, as_of: date | None = None, number: int | None = None) -> list[dict[str, Any]]:
    """The uploads as the ledger tells them, up to a number, and those that speak of a day or of one before it."""
    found = ledger.uploads(ledger.events(store, number)).values()
    return [build.upload_row(upload) for upload in found if as_of is None or upload.report_on <= as_of]


def unpublished(store: Path) -> int:
    """How many entries of the ledger came after the build that readers see; none where nothing is published."""
    return build.entries_behind(store) if ledger.exists(store) else 0


def refresh(store: Path) -> Path:
    """The current snapshot, built again first if the ledger or the code has moved on."""
    return build.ensure_published(store)
