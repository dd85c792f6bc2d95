"""What the check of a batch found, as rows to be shown: pure functions of its results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ingest.intake import Diff, FileResult
from ingest.intake import asks_for_day as asks_for_day_of

SEVERITIES = ("error", "question", "warning", "notice")
NAMED = {
    "unit.unknown": "unit",
    "unit.ambiguous": "unit",
    "branch.unknown": "branch",
    "heading.unknown": "heading",
    "choice.unknown": "choice",
}
ANSWERED_BY_YES = ("cell.emptied", "date.other_year")
MOST_SUGGESTED = 3
BETWEEN = "、"

KNOWN = "known"

# What is to be done about a finding, in the order of doing.
TODO = ("name", "correct", "answer", "look", "know")
BY_SEVERITY = {"error": "correct", "question": "answer", "warning": "look", "notice": "know"}

Row = dict[str, Any]
Results = Sequence[FileResult]


@dataclass(frozen=True)
class Unknown:
    """A name that nobody knows yet, and the up to three that it may be."""

    about: str
    scope: str
    written: str
    suggestions: tuple[str, ...]
    places: int


def files(results: Results) -> pl.DataFrame:
    """One row per file: what would become of it, its rows, findings and changes."""
    return pl.DataFrame([file_row(result) for result in results])


def file_row(result: FileResult) -> Row:
    """One file at a glance."""
    counts = Counter(finding.severity for finding in result.check.findings)
    return {
        "file_name": result.check.file,
        "verdict": verdict(result),
        "upload_id": result.upload_id,
        "report_on": result.check.report_on,
        "row_count": sum(table.row_count for table in result.check.tables),
        "accepted_count": sum(table.accepted for table in result.check.tables),
        **{f"{severity}_count": counts[severity] for severity in SEVERITIES},
        "added_count": result.diff.added_count,
        "changed_count": len(result.diff.changed),
        "vanished_count": len(result.diff.removed),
    }


def verdict(result: FileResult) -> str:
    """What would become of a file."""
    if result.outcome != "checked":
        return result.outcome
    return "blocked" if result.check.blocking else "clean"


def findings(results: Results) -> list[Row]:
    """Every finding with its file and what to do about it, file by file in the order of the cells."""
    return [
        {
            "file_name": result.check.file,
            "todo": todo(finding.code, finding.severity, finding.suggestion),
            "severity": finding.severity,
            "place": f"{finding.sheet} {finding.cell}".strip(),
            "found": finding.found,
            "message": finding.message,
            "suggestion": finding.suggestion,
        }
        for result in results
        for finding in result.check.findings
        if result.outcome != KNOWN
    ]


def todo(code: str, severity: str, suggestion: str) -> str:
    """What is to be done about a finding."""
    if code.startswith("report_date.") and severity == "error":
        return "answer"
    return "name" if code in NAMED and suggestion else BY_SEVERITY[severity]


def grouped(rows: Sequence[Row], severity: str, file: str | None) -> dict[str, pl.DataFrame]:
    """The findings of a severity and a file, or of all, by what to do about them."""
    kept = [row for row in rows if severity in ("all", row["severity"]) and file in (None, row["file_name"])]
    groups = {what: [row for row in kept if row["todo"] == what] for what in TODO}
    return {what: pl.DataFrame(found) for what, found in groups.items() if found}


def unknowns(results: Results) -> list[Unknown]:
    """Every unknown name that has suggestions, the most frequent first."""
    found: Counter[Unknown] = Counter()
    for finding in (finding for result in results for finding in result.check.findings):
        if finding.code in NAMED and finding.suggestion:
            about = NAMED[finding.code]
            scope = {"heading": finding.kind, "choice": finding.field}.get(about, about)
            likely = tuple(finding.suggestion.split(BETWEEN)[:MOST_SUGGESTED])
            found[Unknown(about, scope, finding.found.strip(), likely, 0)] += 1
    return [Unknown(one.about, one.scope, one.written, one.suggestions, count) for one, count in found.most_common()]


def asks_for_day(results: Results) -> bool:
    """Whether any file does not say which day it speaks of."""
    return any(asks_for_day_of(result.check) for result in results)


def emptied(results: Results, unit_names: Mapping[str, str]) -> pl.DataFrame:
    """The cells that were filled and now are blank."""
    rows = [(result.check.file, row) for result in results for row in result.diff.emptied]
    return pl.DataFrame([cell_row(file, row, row, unit_names) for file, row in rows])


def changed(results: Results, unit_names: Mapping[str, str]) -> pl.DataFrame:
    """The cells whose value would be another."""
    rows = [
        (result.check.file, row, cell) for result in results for row in result.diff.changed for cell in row["cells"]
    ]
    return pl.DataFrame([cell_row(file, row, cell, unit_names) for file, row, cell in rows])


def cell_row(file: str, row: Row, cell: Row, unit_names: Mapping[str, str]) -> Row:
    """One cell before and after."""
    return {
        "file_name": file,
        "place": f"{row['sheet']} {cell['cell']}",
        "unit_name": unit_names.get(row["unit_id"], row["unit_id"]),
        "row_name": row_name(row),
        "label": cell["label"],
        "before": shown(cell["before"]),
        "after": shown(cell["after"]),
    }


def added(results: Results, unit_names: Mapping[str, str]) -> pl.DataFrame:
    """The rows that would be new."""
    return whole_rows([(result.check.file, row) for result in results for row in result.diff.added], unit_names)


def vanished(results: Results, unit_names: Mapping[str, str]) -> pl.DataFrame:
    """The rows that are not in the files any more, and those that they take back."""
    return whole_rows([(result.check.file, row) for result in results for row in result.diff.removed], unit_names)


def whole_rows(rows: Sequence[tuple[str, Row]], unit_names: Mapping[str, str]) -> pl.DataFrame:
    """Rows by where they stand, whose they are and what they tell of."""
    return pl.DataFrame(
        [
            {
                "file_name": file,
                "sheet": row["kind"],
                "unit_name": unit_names.get(row["unit_id"], row["unit_id"]),
                "row_name": row_name(row),
                "why": row.get("why", ""),
                "upload_id": row.get("upload_id", ""),
                "row_number": row["row"],
            }
            for file, row in rows
        ]
    )


def row_name(row: Row) -> str:
    """A row by its key, without the unit and what is blank."""
    return " · ".join(str(value) for name, value in row["key"].items() if name != "unit_id" and value not in (None, ""))


def shown(value: Any) -> str:
    """A value as people write it."""
    return "" if value is None else str(value)


def to_answer(results: Results) -> int:
    """How many questions one yes answers."""
    codes = [finding.code for result in results for finding in result.check.findings if finding.severity == "question"]
    return sum(code in ANSWERED_BY_YES for code in codes)


def is_settled(results: Results) -> bool:
    """Whether every file is taken already."""
    return all(result.outcome in (KNOWN, "nothing") for result in results)


def is_blocked(result: FileResult, yes: bool) -> bool:
    """Whether anything but an answered question stands in the way of the whole file."""
    return result.outcome == "checked" and any(
        finding.is_blocking and not (yes and finding.code in ANSWERED_BY_YES) for finding in result.check.findings
    )


def to_take(results: Results, yes: bool) -> tuple[int, int, int]:
    """How many files would be taken whole, how many are blocked, and how many clean rows those hold."""
    open_ones = [result for result in results if result.outcome == "checked"]
    blocked = [result for result in open_ones if is_blocked(result, yes)]
    clean_rows = sum(table.accepted for result in blocked for table in result.check.tables if result.check.report_on)
    return len(open_ones) - len(blocked), len(blocked), clean_rows


def undone_cells(undone: Diff, unit_names: Mapping[str, str]) -> pl.DataFrame:
    """The cells that would have another value again."""
    rows = [(row, cell) for row in undone.changed for cell in row["cells"]]
    return pl.DataFrame([cell_row("", row, cell, unit_names) for row, cell in rows])


def undone_rows(undone: Diff, unit_names: Mapping[str, str]) -> pl.DataFrame:
    """The rows that would not count any more."""
    return whole_rows([("", row) for row in undone.removed], unit_names)
