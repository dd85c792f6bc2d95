"""What a file would change: its rows against those accepted so far, key by key.

The row of the latest report date wins, whole, and of one date the latest upload's. Rows that vanished are listed and
stay; only 撤销 takes a row away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from ingest.accepted import Table
from ingest.catalogue import SHEETS
from ingest.longform import as_text
from ingest.spec import Sheet

NO_DATE = date.max


@dataclass(frozen=True)
class Diff:
    """Rows by what would become of them, each a plain dict; `emptied` are cells that were filled and now are blank."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)
    emptied: list[dict[str, Any]] = field(default_factory=list)
    older: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        """The three lists that the command line prints."""
        return {"added": self.added, "changed": self.changed, "removed": self.removed}


def current_rows(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The row in force for every key, withdrawn ones too, with its `row_key`."""
    keyed = with_key(rows, SHEETS[kind]).sort("report_on", "upload_number", maintain_order=True)
    return keyed.unique("row_key", keep="last", maintain_order=True)


def compare(tables: Iterable[Table], current: dict[str, pl.DataFrame], report_on: date | None) -> Diff:
    """The rows of a file against the rows in force."""
    found = Diff()
    for kind, rows in by_kind(tables).items():
        compare_kind(found, SHEETS[kind], rows, current.get(kind), report_on or NO_DATE)
    return found


def by_kind(tables: Iterable[Table]) -> dict[str, pl.DataFrame]:
    """The rows of a file with their keys, the tables of one kind together."""
    kinds: dict[str, list[pl.DataFrame]] = {}
    for table in tables:
        kinds.setdefault(table.kind, []).append(table.rows)
    return {kind: with_key(pl.concat(frames, how="diagonal_relaxed"), SHEETS[kind]) for kind, frames in kinds.items()}


def with_key(rows: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The rows with their key as one text."""
    return rows.with_columns(pl.concat_str([as_text(name) for name in sheet.key], separator="|").alias("row_key"))


def compare_kind(found: Diff, sheet: Sheet, rows: pl.DataFrame, current: pl.DataFrame | None, report_on: date) -> None:
    """Sort the rows of one kind into the lists of `found`."""
    in_force = {row["row_key"]: row for row in current.iter_rows(named=True)} if current is not None else {}
    for row in rows.iter_rows(named=True):
        compare_row(found, sheet, row, in_force.get(row["row_key"]), report_on)
    keys, subjects = set(rows["row_key"]), {subject(sheet, row) for row in rows.iter_rows(named=True)}
    found.removed.extend(
        told(sheet, old) | {"why": "vanished", "upload_id": old["upload_id"]}
        for old in in_force.values()
        if old["row_key"] not in keys
        and subject(sheet, old) in subjects
        and counts(old)
        and old["report_on"] <= report_on
    )


def subject(sheet: Sheet, row: dict[str, Any]) -> tuple[Any, ...]:
    """What a row's absence would be noticed among: its unit and, where the key holds days, those days.

    Last week's count is not missing from this week's sheet.
    """
    days = [name for name in sheet.key if sheet.column(name).type == "date"]
    return (row["unit_id"], *(row[name] for name in days))


def compare_row(found: Diff, sheet: Sheet, row: dict[str, Any], old: dict[str, Any] | None, report_on: date) -> None:
    """Sort one row into the list that it belongs to; a row as it was belongs to none."""
    if old is None or not counts(old):
        if counts(row):
            found.added.append(told(sheet, row))
    elif old["report_on"] > report_on:
        found.older.append(told(sheet, row))
    elif not counts(row):
        found.removed.append(told(sheet, row) | {"why": "withdrawn", "upload_id": old["upload_id"]})
    elif cells := changed_cells(sheet, row, old):
        found.changed.append(told(sheet, row) | {"cells": cells})
        emptied = [cell for cell in cells if cell["after"] is None]
        found.emptied.extend(told(sheet, row) | cell for cell in emptied)


def counts(row: dict[str, Any]) -> bool:
    """Whether a row is a fact, not the withdrawal of one."""
    return row.get("withdrawn") != "yes"


def told(sheet: Sheet, row: dict[str, Any]) -> dict[str, Any]:
    """Where a row stands and what it speaks of."""
    return {
        "kind": sheet.kind,
        "sheet": row["sheet_name"],
        "row": row["row_number"],
        "unit_id": row["unit_id"],
        "key": {name: plain(row.get(name)) for name in sheet.key},
    }


def changed_cells(sheet: Sheet, row: dict[str, Any], old: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells whose value is another than before."""
    return [
        {
            "field": column.field,
            "label": column.label,
            "cell": f"{row.get(f'{column.field}_column') or ''}{row['row_number']}",
            "before": plain(old.get(column.field)),
            "after": plain(row.get(column.field)),
        }
        for column in sheet.columns
        if column.field not in (*sheet.key, "withdrawn")
        and blank_as_none(row.get(column.field)) != blank_as_none(old.get(column.field))
    ]


def blank_as_none(value: Any) -> Any:
    """A value, or None for every way of being blank."""
    return None if value == "" else value


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    return value.isoformat() if isinstance(value, date) else blank_as_none(value)
