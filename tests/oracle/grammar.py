"""The plan as plain rows, and the few forms of text that its cells are written in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from tests.oracle.telling import Row

SATURDAY = 5


@dataclass(frozen=True)
class Plan:
    """The plan's sheets as drawn rows."""

    starts_on: date
    ends_on: date
    requirements: list[Row]
    checks: list[Row]
    readings: dict[str, str] = field(default_factory=dict)

    def requirement(self, requirement_id: str) -> Row:
        """A requirement by its id."""
        return next(row for row in self.requirements if row["requirement_id"] == requirement_id)

    def checks_of(self, requirement_id: str) -> list[Row]:
        """The checks of a requirement."""
        return [row for row in self.checks if row["requirement_id"] == requirement_id]


class Evidence(NamedTuple):
    """What answers a requirement: rows of a sheet, of some types, by a reviewer, dated by a field."""

    sheet: str
    types: list[str]
    reviewer: str | None
    date_field: str


def evidence(requirement: Row) -> Evidence:
    """What answers a requirement."""
    return parsed(requirement["evidence"])


@cache
def parsed(written: str) -> Evidence:
    """`sheet:type|type:reviewer@date` taken apart."""
    source, _, day = written.partition("@")
    sheet, types, *reviewer = source.split(":")
    return Evidence(sheet, types.split("|"), reviewer[0] if reviewer else None, day)


@dataclass(frozen=True)
class Band:
    """A reading of days: before or after, what passes and what is pointed out."""

    side: str
    passes: tuple[int, float]
    warns: tuple[int, float]

    @property
    def bound(self) -> int | None:
        """The outermost day, past which all is late; None where nothing ever is."""
        edge = min(self.passes[0], self.warns[0]) if self.side == "lead" else max(self.passes[1], self.warns[1])
        return None if edge == float("inf") else int(edge)


def band(text: str) -> Band:
    """A band as the plan writes it: `lead target 7 pass 5..10 warn 3..`."""
    passes, warns = span(text, "pass"), span(text, "warn")
    assert passes, text
    return Band(text.split()[0], passes, warns or passes)


def span(text: str, word: str) -> tuple[int, float] | None:
    """The two numbers after a word, the second open where it is blank."""
    match = re.search(rf"{word} (\d+)\.\.(\d*)", text)
    return (int(match[1]), float(match[2] or "inf")) if match else None


def working_day(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
