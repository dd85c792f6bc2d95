"""Checks of a day against a day: within a span, before or after another event, so many days from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.oracle.due import Due
from tests.oracle.grammar import Band, band
from tests.oracle.parts import Line, Said
from tests.oracle.telling import Row
from tests.oracle.unit import Unit

Day = date | None


def inside(unit: Unit, line: Line, check: Row) -> Said:
    """It happened between two days."""
    ends = {"plan.starts_on": unit.plan.starts_on, "plan.ends_on": unit.plan.ends_on}
    first, last = (ends.get(text) or date.fromisoformat(text) for text in check["threshold"].split(".."))
    if line.happened_on < first:
        return Said("fail")
    return Said("late" if line.happened_on > last else "pass")


def other_day(unit: Unit, bearer: str, other: str, pick: Callable[..., Day], day_of: Callable[[Row, str], Day]) -> Day:
    """When another requirement's event happened: of several branches the first or the last."""
    requirement = unit.plan.requirement(other)
    days = [day for name in unit.bearers_beside(requirement, bearer) if (day := day_of(requirement, name))]
    return pick(days, default=None)


def ordered(unit: Unit, bearer: str, line: Line, check: Row) -> Said:
    """One thing before or after another."""
    threshold, mine = check["threshold"], line.happened_on
    is_before = threshold.endswith("before")
    other = order_day(unit, bearer, check["item"], is_before=is_before)
    if other is None:
        return Said("wait")
    if mine == other:
        return Said("pass" if threshold.startswith("on or") else "late")
    return Said("pass" if (mine < other) == is_before else "late")


def order_day(unit: Unit, bearer: str, item: str, *, is_before: bool) -> Day:
    """The day that an order is held against: all of the other must follow, or the first of it must have gone before."""
    if item.startswith("reading "):
        return date.fromisoformat(unit.plan.readings[item.removeprefix("reading ")])
    if is_before:
        return other_day(unit, bearer, item, min, unit.event_day)
    return other_day(unit, bearer, item, max, unit.first_day)


def led(unit: Unit, bearer: str, line: Line, check: Row, due: Due) -> Said:
    """So many days before or after another event."""
    days = band(unit.plan.readings[check["threshold"].removeprefix("reading ")])
    pick: Any = min if days.side == "lead" else max
    other = other_day(unit, bearer, check["item"], pick, unit.event_day)
    if other is None:
        return Said("wait")
    gap = (other - line.happened_on).days * (1 if days.side == "lead" else -1)
    if days.passes[0] <= gap <= days.passes[1]:
        return Said("pass")
    if days.warns[0] <= gap <= days.warns[1]:
        return Said("warn")
    return Said("warn" if is_excused(unit, line, check, days, gap, due) else "late")


def is_excused(unit: Unit, line: Line, check: Row, days: Band, gap: int, due: Due) -> bool:
    """An extension of the deadline that hangs on the same event excuses what comes too late, within its days."""
    rule = unit.plan.requirement(check["requirement_id"])["due_rule"]
    hangs_on_it = rule.split()[1:2] == [check["item"]] and rule.split()[0] in ("before", "after")
    is_late = gap < days.passes[0] if days.side == "lead" else gap > days.passes[1]
    reached = due.extended_on is not None and line.happened_on <= due.extended_on
    return hangs_on_it and due.is_extended and is_late and reached
