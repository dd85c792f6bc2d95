"""The figures of evaluations, retold plainly in Python: what is shown of each, and what groups come to.

Written from the design and the decision on ballots of few, sharing no code with the product.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from tests.oracle.telling import Row, Told, in_force, order

QUESTIONS = ("understanding", "problems", "causes", "thinking", "measures")
OPTIONS = ("good", "fair", "average", "poor")
CELLS = tuple(f"{question}_{option}_count" for question in QUESTIONS for option in OPTIONS)


def votes(row: Row, question: str) -> list[int | None]:
    """How one question was answered, from good to poor."""
    return [row.get(f"{question}_{option}_count") for option in OPTIONS]


def answered(row: Row, question: str) -> int | None:
    """How many answered; None where nothing is filled in."""
    filled = [count for count in votes(row, question) if count is not None]
    return sum(filled) if filled else None


def is_enough(count: int | None) -> bool:
    return count is not None and count >= 5


def hides(row: Row, later: Row) -> bool:
    """Whether what was told later leaves no more to show of a row than the difference would give away."""
    if all(row.get(cell) == later.get(cell) for cell in (*CELLS, "valid_count")) and key(row) == key(later):
        return False
    if all(row.get(cell) is None for cell in CELLS) or not has_shown(later):
        return False
    if key(row) == key(later):
        return any(row.get(cell) != later.get(cell) for cell in CELLS)
    more = [(later.get(cell) or 0) - (row.get(cell) or 0) for cell in CELLS]
    difference = (later["valid_count"] or 0) - (row["valid_count"] or 0)
    return (0 < difference < 5 and min(more) >= 0) or (-5 < difference < 0 and max(more) <= 0)


def key(row: Row) -> tuple[Any, ...]:
    """Which ballot a row tells of."""
    return (row["evaluation_form"], row["evaluated_on"])


def has_shown(row: Row) -> bool:
    """Whether any question of a row has enough ballots."""
    return any(is_enough(row.get("valid_count")) and is_enough(answered(row, question)) for question in QUESTIONS)


def shown(row: Row, question: str, told: list[Row]) -> list[int | None] | None:
    """The votes that may be shown, of all that a unit ever told; None where none may."""
    last = [other for other in told if content(other) == content(row)][-1]
    later = [other for other in told if order(other) > order(last)]
    if not (is_enough(row.get("valid_count")) and is_enough(answered(row, question))):
        return None
    return None if any(hides(seen(row), seen(other)) for other in later) else votes(row, question)


def seen(row: Row) -> Row:
    """A row without the questions that too few answered."""
    kept = [
        question for question in QUESTIONS if is_enough(row.get("valid_count")) and is_enough(answered(row, question))
    ]
    return {name: value for name, value in row.items() if name not in CELLS or name.split("_")[0] in kept}


def content(row: Row) -> Row:
    """What a row says, without when it said so."""
    return {name: value for name, value in seen(row).items() if name not in ("told", "upload") and value is not None}


def figures(rows: Iterable[Row], on: date) -> Iterator[tuple[str, Told, str, int | None, list[int | None] | None]]:
    """Each unit's ballots on a day: unit, row, question, how many answered, and the votes that may be shown."""
    rows = list(rows)
    for unit in sorted({row["unit"] for row in rows}):
        told = sorted((row for row in rows if row["unit"] == unit), key=order)
        for one in in_force(told, "evaluations", on):
            for question in QUESTIONS:
                yield unit, one, question, answered(one.now, question), shown(one.now, question, told)


def group_shares(
    rows: Iterable[Row], on: date, units: Collection[str]
) -> dict[str, tuple[int, int, list[int] | None, float | None]]:
    """Of all ballots of some units together, by question: how many are shown, how many withheld, votes and best share.

    A question of which there is no ballot at all is left out.
    """
    found: dict[str, tuple[int, int, list[int] | None, float | None]] = {}
    for question in QUESTIONS:
        mine = [one for one in figures(rows, on) if one[2] == question and one[0] in units]
        open_ones = [one for one in mine if one[4] is not None]
        hidden = [one for one in mine if one[4] is None and one[3] is not None]
        counts = [sum(one[4][place] or 0 for one in open_ones if one[4]) for place in range(len(OPTIONS))]
        whole = sum(one[3] or 0 for one in open_ones)
        if mine:
            best = sum(counts[:2]) / whole if whole else None
            found[question] = (len(open_ones), len(hidden), counts if open_ones else None, best)
    return found


def members(roster: Iterable[Row], on: date, units: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """Which units belong to each group on a day, by the group's kind and name; the campaign has all that reported."""
    found: dict[tuple[str, str], set[str]] = {("campaign", ""): set(units)}
    for row in (one.now for one in in_force(roster, "units", on)):
        for kind in ("unit_class", "guidance_group"):
            if row[kind]:
                found.setdefault((kind, row[kind]), set()).add(row["unit"])
    return found
