"""Whether a requirement or a check applies: True, False, or None while the evidence has not said."""

from __future__ import annotations

import re
from typing import Any

from tests.oracle.telling import Row
from tests.oracle.unit import LIAISON_GROUP, Unit


def applies(unit: Unit, condition: str | None, bearer: str) -> bool | None:
    """Whether every term of a condition holds."""
    said = [term(unit, one, bearer) for one in condition.split(" and ")] if condition else [True]
    if False in said:
        return False
    return None if None in said else True


def term(unit: Unit, written: str, bearer: str) -> bool | None:
    """One term: of the roster, or of the rows that count for another requirement."""
    subject = re.fullmatch(r"(unit|evidence \w+)\.(\w+) (.+)", written)
    assert subject, written
    if subject[1] == "unit":
        return holds(unit.roster.get(subject[2]), subject[3], blank=subject[3].startswith("!="))
    rows = counting(unit, unit.plan.requirement(subject[1].split()[1]), bearer)
    if not rows:
        return None
    answers = [row[subject[2]] for row in rows if row.get(subject[2]) is not None]
    return holds(max(answers, default=None), subject[3], blank=None)


def counting(unit: Unit, requirement: Row, bearer: str) -> list[Row]:
    """The rows that count for a requirement, of the bearer's own branch only."""
    found = []
    for name in unit.bearers_beside(requirement, bearer):
        rows = [one.told.now for one in unit.happened(requirement, name)]
        found += {"first": rows[:1], "last": rows[-1:]}.get(requirement["rollup"], rows)
    return found


def holds(value: Any, asked: str, blank: bool | None) -> bool | None:
    """Whether a value is as asked; what a blank one means depends on who left it blank."""
    if asked in ("is set", "is empty"):
        return (value is not None) == (asked == "is set")
    if value is None:
        return blank
    sign, wanted = asked.split(" ", 1)
    match sign:
        case "in":
            return value in wanted.split("|")
        case ">" | ">=":
            return value > float(wanted) if sign == ">" else value >= float(wanted)
    return (str(value) == wanted) == (sign == "=")


def is_owed(unit: Unit, requirement: Row, bearer: str) -> bool | None:
    """Whether a requirement applies to a bearer at all; who is off the roster owes nothing."""
    if not unit.roster or (requirement["bearer"] == "branch" and not unit.branch(bearer)):
        return False
    # A group's duty needs a group.
    is_group = unit.roster.get("unit_class") == LIAISON_GROUP or unit.roster.get("guidance_group")
    if requirement["bearer"] == "group" and not is_group:
        return False
    return applies(unit, requirement["applies_when"], bearer)
