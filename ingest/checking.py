"""Files against a store: what is wrong in each, and what it would change. Stores nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest import arrival, batch, questions, scope, state
from ingest.batch import Member
from ingest.check import check_file, unreadable
from ingest.diff import Diff, compare
from ingest.findings import FileCheck, Finding
from ingest.limits import Unreadable, in_force
from ingest.results import CHECKED, KNOWN, NOT_YET, NOTHING, FileResult, Given, asks_for_day, is_nothing, rows_of
from ingest.state import State


def check(
    store: Path,
    paths: Iterable[Path],
    report_on: date | None = None,
    *,
    known: State | None = None,
    where_asked: bool = False,
    only: str = "",
) -> list[FileResult]:
    """What is wrong in each file and what it would change; stores nothing. A file's rosters serve the next files.

    A zip of workbooks stands for its files. With `where_asked` the report date is that of files that ask for one.
    `only` is the scope beyond which nothing may be told.
    """
    now, given = known or state.load(store), Given(report_on, where_asked, scope=only)
    results = []
    with batch.files_of(paths, in_force()) as files:
        for file in files:
            result = checked(now, file, given)
            results.append(result)
            if result.outcome == CHECKED:
                now = now.after(now.history[-1], rows_of(result.check, NOT_YET))
    return results


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
    found = scope.held_to(replace(found, file=file.name), now, given.scope)
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
