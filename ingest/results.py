"""What became of a file, what was answered beforehand, and what of it may be taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from ingest.diff import Diff
from ingest.findings import FileCheck, Table

CHECKED, ACCEPTED, KNOWN, REFUSED, NOTHING = "checked", "accepted", "known", "refused", "nothing"
OUTCOME_WORDS = {ACCEPTED: "已采纳", KNOWN: "此前已采纳", REFUSED: "未采纳", NOTHING: "没有可采纳的内容"}
FINDING_FIELDS = ("severity", "sheet", "cell", "field", "found", "message", "suggestion")
NOT_YET = 2**31 - 1


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
    """What is answered beforehand: the day that files speak of, all or those that ask for one, and yes to questions.

    With a `scope` no more is taken than what speaks of its units.
    """

    report_on: date | None = None
    where_asked: bool = False
    yes: bool = False
    scope: str = ""


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
