"""What is wrong in a file, cell by cell, and what was read from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

LONGEST_FOUND = 300
LONGEST_MESSAGE = 1_000
SEVERITIES = ("error", "question", "warning", "notice")


@dataclass(frozen=True)
class Finding:
    """One thing wrong, or worth knowing, at one cell. `code` is stable; `message` is in the clerk's words.

    `kind` is the kind of sheet and `unit_id` the unit that the row speaks of, where they are known.
    """

    severity: str
    sheet: str
    cell: str
    field: str
    found: str
    message: str
    suggestion: str
    code: str
    kind: str = ""
    unit_id: str = ""

    def __post_init__(self) -> None:
        """A cell may hold more than anybody reads; the advice at a message's end is kept."""
        object.__setattr__(self, "found", elided(self.found, LONGEST_FOUND))
        object.__setattr__(self, "message", elided(self.message, LONGEST_MESSAGE))

    @property
    def is_blocking(self) -> bool:
        """Whether the row cannot be taken before this is settled."""
        return self.severity in ("error", "question")


def elided(text: str, longest: int) -> str:
    """A text with its middle left out where it is too long."""
    return text if len(text) <= longest else f"{text[: longest // 2]}…{text[-longest // 2 :]}"


@dataclass(frozen=True)
class Table:
    """The clean rows of one table of one sheet, and how many rows the table had."""

    kind: str
    sheet_name: str
    rows: pl.DataFrame
    accepted: int
    row_count: int


@dataclass(frozen=True)
class FileCheck:
    """Everything that checking one file found."""

    file: str
    sha256: str
    report_on: date | None
    tables: list[Table]
    findings: list[Finding]
    is_template: bool = False

    @property
    def has_rows(self) -> bool:
        """Whether the file tells anything at all."""
        return any(table.row_count for table in self.tables)

    @property
    def blocking(self) -> bool:
        """Whether any error or question stands in the way of taking the whole file."""
        return any(finding.is_blocking for finding in self.findings)
