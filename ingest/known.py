"""What a template has filled in beforehand for a unit: its rows as they count now, and what it owes and has not told.

Rows of kinds that are counted anew on another day are not repeated, and ballots are never given back; of those kinds
only the key is there, so that an untouched row is still no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ingest import diff, judging
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.spec import Column, Sheet
from ingest.state import State

Row = dict[str, Any]
ROWS_FOR_MORE = 10
OWED = """
    select compliance.unit_id, compliance.requirement_id, compliance.bearer, compliance.bearer_id
    from store.marts.compliance
    where compliance.status in ('overdue', 'due_soon', 'not_due') and compliance.bearer <> 'group'
    order by compliance.unit_id, compliance.requirement_order, compliance.bearer_id
"""


@dataclass(frozen=True)
class Known:
    """Rows by kind of sheet and unit, with values as a clerk would write them."""

    rows: Mapping[str, Mapping[str, list[Row]]]

    def of(self, unit_id: str, kinds: Iterable[str]) -> dict[str, list[Row]]:
        """What is known of one unit, by kind."""
        return {kind: self.rows.get(kind, {}).get(unit_id, []) for kind in kinds}


def known(now: State, published: Path, types: pl.DataFrame) -> Known:
    """What is known of every unit; `types` are the plan's types of evidence by requirement and sheet."""
    stored = {kind: in_force(now, sheet) for kind, sheet in SHEETS.items()}
    owed = owed_rows(published, types)
    rows = {
        kind: by_unit([*stored[kind], *missing(sheet, stored[kind], owed), *blanks(sheet, now.context)], sheet, now)
        for kind, sheet in SHEETS.items()
    }
    return Known(rows)


def in_force(now: State, sheet: Sheet) -> list[Row]:
    """The rows of a kind that count now, or of those that come anew with another day no more than their keys."""
    if sheet.kind not in now.rows or sheet.withheld:
        return []
    found = [row for row in now.current(sheet.kind).to_dicts() if diff.counts(row)]
    if not days_in_key(sheet):
        return [{name: row[name] for name in sheet.fields if name != "withdrawn"} for row in found]
    if sheet.kind != "progress":
        return []
    keys = {tuple(row[name] for name in sheet.key if name not in days_in_key(sheet)): row for row in found}
    return [{name: row[name] for name in sheet.key if name not in days_in_key(sheet)} for row in keys.values()]


def days_in_key(sheet: Sheet) -> list[str]:
    """The days that a row's key holds."""
    return [name for name in sheet.key if sheet.column(name).type == "date"]


def owed_rows(published: Path, types: pl.DataFrame) -> list[Row]:
    """One row per obligation of which nothing is on record and each type of evidence that would answer it."""
    with judging.beside(published, read_only=True) as connection:
        found = connection.sql(OWED).pl()
    named = types.filter(pl.col("evidence_type") != "*")
    return found.join(named, on="requirement_id", how="inner", maintain_order="left").to_dicts()


def missing(sheet: Sheet, stored: list[Row], owed: list[Row]) -> Iterator[Row]:
    """The key of every row that a unit has still to tell, once, in the plan's order."""
    if sheet.type_field is None or days_in_key(sheet):
        return
    has_branch = "branch_id" in sheet.fields
    told = {(row["unit_id"], row[sheet.type_field], row.get("branch_id") or "") for row in stored}
    for row in owed:
        branch = row["bearer_id"] if row["bearer"] == "branch" and has_branch else ""
        place = (row["unit_id"], row["evidence_type"], branch)
        if row["sheet"] == sheet.kind and place not in told:
            told.add(place)
            yield {"unit_id": place[0], sheet.type_field: place[1]} | ({"branch_id": branch} if has_branch else {})


def blanks(sheet: Sheet, context: Context) -> Iterator[Row]:
    """A few rows with the unit alone, in sheets where a row that has no more counts as untouched."""
    if sheet.dates:
        yield from ({"unit_id": unit} for unit in context.units for _ in range(ROWS_FOR_MORE))


def by_unit(rows: Iterable[Row], sheet: Sheet, now: State) -> dict[str, list[Row]]:
    """Rows by the unit they speak of, written as a clerk would."""
    units: dict[str, list[Row]] = {}
    for row in rows:
        written = {name: as_written(sheet.column(name), value, row, now.context) for name, value in row.items()}
        units.setdefault(row["unit_id"], []).append(written)
    return units


def as_written(column: Column, value: Any, row: Row, context: Context) -> str | float | date | None:
    """A stored value as a clerk would write it, and as it is read again."""
    if value is None or value == "":
        return None
    if column.type == "unit":
        return context.units[value][0] if value in context.units else str(value)
    if column.type == "branch":
        names = context.branches.get(row["unit_id"], {})
        name = names.get(value, value)
        return name if list(names.values()).count(name) == 1 else str(value)
    if column.type == "flag":
        return {"yes": "是", "no": "否"}.get(value, value)
    return value
