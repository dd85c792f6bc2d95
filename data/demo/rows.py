"""One told row: what a sheet's line says and on which Friday the office hears it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from data.demo.calendar import week_of
from data.demo.world import Unit
from ingest.catalogue import SHEETS


@dataclass(frozen=True)
class Row:
    """A line of a sheet of `kind`, told on the Friday `told_on` by (or about) `unit_id`, in the workbook `book`."""

    kind: str
    book: str
    told_on: date
    cells: dict[str, object]

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two tellings one row."""
        return (self.kind, *(self.cells.get(field) for field in SHEETS[self.kind].key))

    def again(self, told_on: date, **changes: object) -> Row:
        """The same line told once more, corrected."""
        return replace(self, told_on=told_on, cells={**self.cells, **changes})


def told(kind: str, one: Unit, happened_on: date, cells: dict[str, object], late: int = 0, book: str = "") -> list[Row]:
    """The row for something that happened, in the unit's own workbook; nothing when the demo ends before it is told."""
    friday = week_of(happened_on, late)
    if friday is None:
        return []
    return [Row(kind, book or one.unit_class, friday, {"unit_id": one.unit_id, **cells})]


def latest_only(rows: list[Row]) -> list[Row]:
    """Of two tellings in one week the later: a clerk hands in a line once."""
    last = {(row.key, row.told_on): row for row in rows}
    return list(last.values())
