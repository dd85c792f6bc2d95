"""Checks of a figure against a figure: counts, totals, kinds, attendance."""

from __future__ import annotations

import re
from datetime import date

from tests.oracle.parts import Line, Said
from tests.oracle.telling import Row, Told
from tests.oracle.unit import Unit


def measured(unit: Unit, bearer: str, line: Line, check: Row) -> Said:
    """Value against value: rows add up, and it counts from the first of them with which it sufficed."""
    steps = [suffices(unit, bearer, line, check, place) for place in range(1, len(line.rows) + 1)]
    if not steps[-1]:
        return Said("missing" if steps[-1] is None else "fail")
    place = steps.index(True)
    event_on = line.rows[place].day
    return Said("pass", event_on, max([event_on, *supplied(line, left_of(check), place + 1)]))


def left_of(check: Row) -> str:
    """The figure that is measured."""
    return str(check["item"]).split(" / ")[0]


def suffices(unit: Unit, bearer: str, line: Line, check: Row, place: int) -> bool | None:
    """Whether the first rows suffice; None where a figure is unknown."""
    rows = [one.told for one in line.rows[:place]]
    is_kinds = check["kind"] == "categories"
    left = kinds(rows, check["item"]) if is_kinds else amount(unit, bearer, rows, left_of(check))
    if check["kind"] == "attendance":
        return attended(unit, bearer, rows, check, left)
    sign, wanted = check["threshold"].split(" ", 1)
    right = amount(unit, bearer, rows, wanted)
    if left is None or right is None:
        return None
    return {">=": left >= right, "<=": left <= right, "=": left == right}[sign]


def attended(unit: Unit, bearer: str, rows: list[Told], check: Row, came: float | None) -> bool | None:
    """Enough of those expected came, without those on leave."""
    name = check["item"].split(" / ")[1]
    # Who was expected at a make-up session was already expected at the first.
    expected = max(figures(rows, name), default=None) if "." not in name else amount(unit, bearer, rows, name)
    if came is None or expected is None:
        return None
    needed = max(expected - sum(figures(rows, "leave_count")), 0)
    return came >= float(check["threshold"].rstrip("%")) / 100 * needed


def amount(unit: Unit, bearer: str, rows: list[Told], written: str) -> float | None:
    """What an operand comes to; one unknown term makes it unknown."""
    values = [one_amount(unit, bearer, rows, name) for name in terms(written)]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    signs = [1, *(1 if sign == "+" else -1 for sign in re.findall(r" ([+-]) ", written))]
    return sum(sign * value for sign, value in zip(signs, known, strict=True))


def kinds(rows: list[Told], written: str) -> int:
    """Of how many kinds somebody came; a blank one is none."""
    return sum(sum(figures(rows, name)) > 0 for name in terms(written))


def terms(written: str) -> list[str]:
    """The figures that an operand joins."""
    return re.split(r" [+-] ", written)


def one_amount(unit: Unit, bearer: str, rows: list[Told], name: str) -> float | None:
    """A number, a figure of the roster, a count of rows, or a field summed over the rows."""
    if name.isdigit():
        return float(name)
    if name.startswith("unit."):
        return unit.attribute(name)
    if name.startswith("branch."):
        return unit.branch(bearer).get(name.removeprefix("branch."))
    if name == "rows":
        return len(rows)
    if match := re.fullmatch(r"(\w+)\.rows(?:\[(\w+)=(.+)\])?", name):
        return sum(match[2] is None or told.now.get(match[2]) == match[3] for told in unit.told[match[1]])
    known = figures(rows, name)
    return sum(known) if known else None


def figures(rows: list[Told], name: str) -> list[float]:
    """The figures filled in."""
    return [told.now[name] for told in rows if told.now.get(name) is not None]


def supplied(line: Line, written: str, place: int) -> list[date]:
    """The days on which the figures that were measured were supplied, where they came after their events."""
    known = [
        (one.told, name, value)
        for one in line.rows[:place]
        for name in terms(written)
        if (value := one.told.now.get(name)) is not None
    ]
    days = [told.supplied_on(line.date_field, name, value) for told, name, value in known]
    return [day for day in days if day]
