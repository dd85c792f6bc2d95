"""What was told, retold plainly: which version of a row holds on a day, and since when each part of it was there.

Written from the design (section 4, four dates and resubmission) and the decisions, sharing no code with the SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

Row = dict[str, Any]
KEYS = {
    "units": ("unit",),
    "branches": ("unit", "branch"),
    "meetings": ("unit", "meeting_type", "branch", "session_number"),
    "reports": ("unit", "report_type", "report_number"),
    "reviews": ("unit", "branch", "material_type", "check", "reviewer", "sent_on"),
    "evaluations": ("unit", "evaluation_form", "evaluated_on"),
    "problems": ("unit", "problem_number"),
    "waivers": ("unit", "requirement", "waiver_type", "approved_on"),
}
# How a day of supplying names what stands in a field of its own.
FIELD_NAMES = {"attached_speech_count": "发言材料"}


@dataclass(frozen=True)
class Told:
    """One row of a sheet as it stands on a day: its versions, oldest first, each one not withdrawn."""

    versions: tuple[Row, ...]
    key: tuple[Any, ...] = ()

    @property
    def now(self) -> Row:
        """The version that holds."""
        return self.versions[-1]

    def supplied_on(self, event: str, name: str, value: Any) -> date | None:
        """The day from which a part counts that came after its event; None where it came with it."""
        if said := said_supplied(self.now, name, value):
            return said
        happened = next(version for version in self.versions if version.get(event))
        first = next(version for version in self.versions if has(version, name, value))
        if first["told"] <= happened["told"]:
            return None
        return said_supplied(first, name, value) or first["told"]

    def part_day(self, event: str, name: str, value: Any) -> date:
        """The day from which a part counts, never before its event."""
        happened: date = self.now[event]
        return max(happened, self.supplied_on(event, name, value) or happened)


def has(version: Row, name: str, value: Any) -> bool:
    """Whether a version holds a part: the item of a list, or the figure or word of a cell."""
    found = version.get(name)
    return found == value or (isinstance(found, str) and value in listed(found))


def said_supplied(version: Row, name: str, value: Any) -> date | None:
    """The day on which a version says that a part was supplied; without saying what, all of it was."""
    named = listed(version.get("supplied_items"))
    if not named or value in named or FIELD_NAMES.get(name) in named:
        return version.get("supplied_on")
    return None


def listed(text: str | None) -> list[str]:
    """The items of a list cell."""
    return [part for part in (text or "").split("、") if part]


def in_force(rows: Iterable[Row], kind: str, on: date) -> list[Told]:
    """The rows that hold on a day; a withdrawn row says nothing."""
    chains: dict[tuple[Any, ...], list[Row]] = {}
    for row in sorted(rows, key=order):
        if row["told"] <= on:
            chains.setdefault(tuple(row.get(name) for name in KEYS[kind]), []).append(row)
    held = {key: versions(chain) for key, chain in chains.items()}
    return [
        Told(tuple(version for version in chain if not is_withdrawn(version)), key)
        for key, chain in held.items()
        if not is_withdrawn(chain[-1])
    ]


def order(row: Row) -> tuple[date, int]:
    """Of two versions the later speaks: by the report's day, then by its number in the ledger."""
    return (row["told"], row["upload"])


def versions(chain: list[Row]) -> list[Row]:
    """What was sent again unchanged is no new version, and of one day only the last counts."""
    changed = [row for place, row in enumerate(chain) if place == 0 or content(row) != content(chain[place - 1])]
    return [list(same_day)[-1] for _, same_day in groupby(changed, key=lambda row: row["told"])]


def content(row: Row) -> Row:
    """What a row says, without the file that it came in."""
    return {name: value for name, value in row.items() if value is not None and name not in ("told", "upload")}


def is_withdrawn(row: Row) -> bool:
    """Whether a version takes its row back."""
    return row.get("withdrawn") == "yes"
