"""Checks of what a row holds: an item in a list, a word in a cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tests.oracle.telling import Row, listed
from tests.oracle.unit import Happening, Unit

LISTS = {"invited": "invited", "recipient": "recipients", "attachment": "attachments", "contains": "contents"}


class Said(NamedTuple):
    """What a check says on one day: its word, the event that it rests on, and the day from which it counts."""

    word: str
    event_on: date | None = None
    counts_on: date | None = None


@dataclass(frozen=True)
class Line:
    """The rows that answer an obligation together, in order."""

    rows: tuple[Happening, ...]
    key: Any
    date_field: str

    @property
    def happened_on(self) -> date:
        """The day of its first event."""
        return self.rows[0].day


def member(unit: Unit, line: Line, check: Row) -> Said:
    """In the list of one of the rows; what the roster does not name cannot be asked for."""
    wanted, name = unit.names_of(check["item"]), LISTS[check["kind"]]
    found = [(one, item) for one in line.rows for item in listed(one.told.now.get(name)) if item in wanted]
    if not wanted:
        return Said("not_applicable")
    return earliest(line, name, found) or Said("missing")


def flagged(line: Line, check: Row) -> Said:
    """A cell says what it must."""
    name, threshold = check["item"], check["threshold"]
    allowed = threshold.removeprefix("in ").split("|")
    filled = [(one, value) for one in line.rows if (value := one.told.now.get(name)) is not None]
    right = [(one, value) for one, value in filled if threshold == "filled" or value in allowed]
    return earliest(line, name, right) or Said("fail" if filled else "missing")


def earliest(line: Line, name: str, found: list[tuple[Happening, Any]]) -> Said | None:
    """Met by the first of the rows that hold it."""
    if not found:
        return None
    days = [one.told.part_day(line.date_field, name, value) for one, value in found]
    return Said("pass", min(one.day for one, _ in found), min(days))
