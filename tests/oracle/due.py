"""When an obligation falls due: as first set, as in force, and with whatever extension was granted."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from tests.oracle.grammar import Band, band, working_day
from tests.oracle.telling import Row
from tests.oracle.unit import Unit


class Base(NamedTuple):
    """A deadline before any extension of its own, and what it would be without extensions anywhere."""

    due_on: date | None
    original_on: date | None


class Due(NamedTuple):
    """The deadlines of an obligation."""

    due_on: date | None
    original_on: date | None
    extended_on: date | None
    is_extended: bool


def deadlines(unit: Unit, requirement: Row, bearer: str) -> Due:
    """In force, as first set, and with every extension, in time or not."""
    base = base_due(unit, requirement, bearer)
    if base.due_on is None:
        return Due(None, base.original_on, None, False)
    due = base.due_on
    granted = extensions(unit, requirement["requirement_id"])
    for approved_on, new_due_on in granted:
        if approved_on <= due:
            due = max(due, new_due_on)
    extended = max([base.due_on, *(new for _, new in granted)])
    return Due(due, base.original_on, extended, extended > base.due_on)


def waivers(unit: Unit, requirement_id: str, kind: str) -> list[Row]:
    """The waivers of one kind in force."""
    rows = [told.now for told in unit.told["waivers"]]
    return [row for row in rows if row["requirement"] == requirement_id and row["waiver_type"] == kind]


def extensions(unit: Unit, requirement_id: str) -> list[tuple[date, date]]:
    """(approved, new deadline), in the order in which they were granted."""
    return sorted((row["approved_on"], row["new_due_on"]) for row in waivers(unit, requirement_id, "延期"))


def base_due(unit: Unit, requirement: Row, bearer: str) -> Base:
    """The deadline that the plan and the readings give."""
    rule = requirement["due_rule"]
    if match := re.fullmatch(r"(before|after) (\w+) (?:by|within) reading (\w+)", rule):
        other, days = unit.plan.requirement(match[2]), band(unit.plan.readings[match[3]])
        return relative(unit, other, days, bearer)
    fixed = fixed_due(unit, requirement)
    if fixed and unit.plan.readings.get("rest_day") == "next_working_day":
        fixed = working_day(fixed)
    return Base(fixed, fixed)


def fixed_due(unit: Unit, requirement: Row) -> date | None:
    """A day that hangs on nothing."""
    word, _, rest = requirement["due_rule"].partition(" ")
    readings = unit.plan.readings
    if word == "none" or (word == "stage" and readings.get("undated") == "never"):
        return None
    if word == "stage":
        return unit.plan.ends_on
    if rest.startswith("reading "):
        return date.fromisoformat(readings[rest.removeprefix("reading ")])
    # 前: up to the end of the day named, unless it is read as excluding it.
    is_excluded = readings.get("before_date") == "exclusive" and (requirement["due_phrase"] or "").endswith("前")
    return date.fromisoformat(rest) - timedelta(days=is_excluded)


def relative(unit: Unit, other: Row, days: Band, bearer: str) -> Base:
    """A deadline that hangs on another event; where several branches owe that, the last of them sets the day."""
    found = [hung(unit, other, name, days) for name in unit.bearers_beside(other, bearer)]
    if not found:
        ends_on = unit.plan.ends_on if days.side == "lag" else None
        return Base(ends_on, ends_on)
    dues, originals = ([day for day in column if day] for column in zip(*found, strict=True))
    return Base(max(dues, default=None), max(originals, default=None))


def hung(unit: Unit, other: Row, name: str, days: Band) -> Base:
    """The deadline that hangs on one bearer's event: on its day, else its plan, else its own deadline."""
    happened, planned = unit.event_day(other, name), unit.planned_day(other, name)
    own = deadlines(unit, other, name)
    anchors = [happened or planned or own.due_on, happened or planned or own.original_on]
    return Base(*(moved(unit, anchor, days, is_actual=happened is not None) for anchor in anchors))


def moved(unit: Unit, anchor: date | None, days: Band, *, is_actual: bool) -> date | None:
    """So many days before or after; after something that has not happened, by the end of the stage at the latest."""
    if days.side == "lead":
        return anchor - timedelta(days=days.bound or 0) if anchor else None
    after = anchor + timedelta(days=days.bound) if anchor and days.bound is not None else None
    if is_actual:
        return after
    return min(after, unit.plan.ends_on) if after else unit.plan.ends_on
