"""What a file would change: its rows against those accepted so far, key by key.

The row of the latest report date wins, whole, and of one date the latest upload's. Rows that vanished are listed and
stay; only 撤销 takes a row away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from ingest.accepted import Table
from ingest.catalogue import SHEETS
from ingest.spec import Sheet

NO_DATE = date.max
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Diff:
    """Rows by what would become of them, each a plain dict; `emptied` are cells that were filled and now are blank.

    New rows can be very many, so they stay frames, by kind of sheet, until somebody looks at them one by one.
    """

    new_rows: list[tuple[str, pl.DataFrame]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)
    emptied: list[dict[str, Any]] = field(default_factory=list)
    older: list[dict[str, Any]] = field(default_factory=list)

    @property
    def added(self) -> list[dict[str, Any]]:
        """The rows of which nothing was known before."""
        return [told(SHEETS[kind], row) for kind, rows in self.new_rows for row in rows.iter_rows(named=True)]

    @property
    def added_count(self) -> int:
        """How many those are."""
        return sum(rows.height for _, rows in self.new_rows)

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        """The three lists that the command line prints."""
        return {"added": self.added, "changed": self.changed, "removed": self.removed}


def current_rows(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The row in force for every key, withdrawn ones too."""
    versions = zip(rows["report_on"].to_list(), rows["upload_number"].to_list(), range(rows.height), strict=True)
    latest: dict[Key, tuple[date, int, int]] = {}
    for key, version in zip(keys_of(rows, SHEETS[kind]), versions, strict=True):
        if key not in latest or version > latest[key]:
            latest[key] = version
    return rows[[place for _, _, place in sorted(latest.values())]]


def keys_of(rows: pl.DataFrame, sheet: Sheet) -> list[Key]:
    """What each row is about."""
    return list(zip(*(filled(rows, name) for name in sheet.key), strict=True))


def filled(rows: pl.DataFrame, name: str) -> list[Any]:
    """The values of a column, with the empty text for every way of being blank."""
    values = rows[name].to_list()
    return ["" if value is None else value for value in values] if rows[name].null_count() else values


def compare(tables: Iterable[Table], current: dict[str, pl.DataFrame], report_on: date | None) -> Diff:
    """The rows of a file against the rows in force."""
    found = Diff()
    for kind, rows in by_kind(tables).items():
        compare_kind(found, SHEETS[kind], rows, current.get(kind), report_on or NO_DATE)
    return found


def by_kind(tables: Iterable[Table]) -> dict[str, pl.DataFrame]:
    """The rows of a file, the tables of one kind together."""
    kinds: dict[str, list[pl.DataFrame]] = {}
    for table in tables:
        kinds.setdefault(table.kind, []).append(table.rows)
    return {
        kind: frames[0] if len(frames) == 1 else pl.concat(frames, how="diagonal_relaxed")
        for kind, frames in kinds.items()
    }


def compare_kind(found: Diff, sheet: Sheet, rows: pl.DataFrame, current: pl.DataFrame | None, report_on: date) -> None:
    """Sort the rows of one kind into the lists of `found`. Only rows that differ are looked at one by one."""
    before = current if current is not None else rows.clear()
    withdrawn = before["withdrawn"].to_list()
    standing = {key: place for place, key in enumerate(keys_of(before, sheet)) if withdrawn[place] != "yes"}
    words = rows["withdrawn"].to_list()
    olds = list(map(standing.get, keys_of(rows, sheet))) if standing else [None] * rows.height
    fresh = [place for place, old in enumerate(olds) if old is None and words[place] != "yes"]
    if fresh:
        found.new_rows.append((sheet.kind, rows if len(fresh) == rows.height else rows[fresh]))
    pairs = [(place, old) for place, old in enumerate(olds) if old is not None]
    for place, old in differing(sheet, rows, before, pairs, report_on):
        compare_row(found, sheet, rows.row(place, named=True), before.row(old, named=True), report_on)
    for place in unspoken(sheet, rows, before, sorted(set(standing.values()) - set(olds)), report_on):
        row = before.row(place, named=True)
        found.removed.append(told(sheet, row) | {"why": "vanished", "upload_id": row["upload_id"]})


def differing(
    sheet: Sheet, rows: pl.DataFrame, before: pl.DataFrame, pairs: list[tuple[int, int]], report_on: date
) -> list[tuple[int, int]]:
    """Those of the pairs of a row and the one in force that do not simply say the same once more."""
    if not pairs:
        return []
    told_on, words = before["report_on"].to_list(), rows["withdrawn"].to_list()
    unlike = {place for place, old in pairs if told_on[old] > report_on or words[place] == "yes"}
    for name in compared(sheet):
        values, olds = filled(rows, name), filled(before, name)
        unlike.update(place for place, old in pairs if values[place] != olds[old])
    return [pair for pair in pairs if pair[0] in unlike]


def unspoken(sheet: Sheet, rows: pl.DataFrame, before: pl.DataFrame, gone: list[int], report_on: date) -> Iterator[int]:
    """The rows that are missed in a file.

    A row's absence is noticed among those of its unit and, where the key holds days, of those days: last week's count
    is not missing from this week's sheet.
    """
    if not gone:
        return iter(())
    names = ["unit_id", *(name for name in sheet.key if sheet.column(name).type == "date")]
    spoken = set(zip(*(rows[name].to_list() for name in names), strict=True))
    subjects = list(zip(*(before[name].to_list() for name in names), strict=True))
    told_on = before["report_on"].to_list()
    return (place for place in gone if subjects[place] in spoken and told_on[place] <= report_on)


def compare_row(found: Diff, sheet: Sheet, row: dict[str, Any], old: dict[str, Any], report_on: date) -> None:
    """Sort one row of a known key into the list that it belongs to."""
    if old["report_on"] > report_on:
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


def compared(sheet: Sheet) -> list[str]:
    """The fields that make one version of a row another than the last."""
    return [name for name in sheet.fields if name not in (*sheet.key, "withdrawn")]


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
        for column in map(sheet.column, compared(sheet))
        if blank_as_none(row.get(column.field)) != blank_as_none(old.get(column.field))
    ]


def blank_as_none(value: Any) -> Any:
    """A value, or None for every way of being blank."""
    return None if value == "" else value


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    return value.isoformat() if isinstance(value, date) else blank_as_none(value)
