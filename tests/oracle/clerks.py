"""How clerks tell it: in time, late, again with more, again unchanged, put right, taken back, out of order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.oracle.plans import START, day
from tests.oracle.telling import Row

Revise = Callable[[Random, Row], Row]
PLANS = ("planned_on", "new_due_on", "active_from_on", "active_until_on")


def versions(dice: Random, rows: list[Row], revise: Revise, *, first_on: int | None = None) -> list[Row]:
    """Every row in one or more versions, each with its report date and its upload."""
    return [version for row in rows for version in told(dice, row, revise, first_on)]


def told(dice: Random, row: Row, revise: Revise, first_on: int | None) -> Iterator[Row]:
    """One row as it is told and told again."""
    on = START + timedelta(days=first_on) if first_on is not None else day(dice, 3, 30)
    on = max([happened(row) or on, START]) + timedelta(days=0 if first_on == 0 else dice.choice([0, 0, 1, 3, 8]))
    yield sent(dice, row, on)
    for _ in range(dice.choice([0, 0, 0, 1, 1, 2])):
        row = {**row, **dice.choice([revise, revise, revise, unchanged])(dice, row)}
        on = max([on, happened(row) or on]) + timedelta(days=dice.choice([1, 2, 5, 9]))
        yield from same_day(dice, row, on, revise)
    if dice.random() < 0.07:
        yield from taken_back(dice, row, on, revise)


def same_day(dice: Random, row: Row, on: date, revise: Revise) -> Iterator[Row]:
    """A version, sometimes after another one in an earlier file of the same day."""
    if dice.random() < 0.1:
        wrong = {**row, **revise(dice, row)}
        if (happened(wrong) or on) <= on:
            yield {**wrong, "told": on, "upload": number(on, 0)}
    yield {**row, "told": on, "upload": number(on, dice.choice([1, 2, 3]))}


def taken_back(dice: Random, row: Row, on: date, revise: Revise) -> Iterator[Row]:
    """A row withdrawn, and perhaps sent again."""
    on += timedelta(days=dice.choice([1, 3]))
    yield sent(dice, {**row, "withdrawn": "yes"}, on)
    if dice.random() < 0.5:
        row = {**row, **revise(dice, row)}
        yield sent(dice, row, max([on, happened(row) or on]) + timedelta(days=dice.choice([1, 4, 9])))


def sent(dice: Random, row: Row, on: date) -> Row:
    """A row in a file; some files come long after those of later days."""
    return {**row, "told": on, "upload": number(on, dice.choice([1, 2, 3])) if dice.random() < 0.9 else late_number(on)}


def number(on: date, place: int) -> int:
    """A file's number in the ledger: in the order of report dates, several a day."""
    return 1000 + (on - START).days * 10 + place


def late_number(on: date) -> int:
    """The number of a file that was loaded after all the others."""
    return 9000 - (on - START).days


def happened(row: Row) -> date | None:
    """The last thing that a row tells of, which no report can be older than."""
    days = [value for name, value in row.items() if isinstance(value, date) and name not in PLANS]
    return max(days, default=None)


def unchanged(dice: Random, row: Row) -> Row:
    """The same again."""
    return {}


def maybe(dice: Random, value: Any, chance: float = 0.8) -> Any:
    """A value that is not always filled in."""
    return value if dice.random() < chance else None


def some(dice: Random, items: tuple[str, ...]) -> str | None:
    """A list cell with some of these items."""
    return "、".join(item for item in items if dice.random() < 0.7) or None
