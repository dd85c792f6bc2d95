"""The lines of the matrix: groups in their order with their units beneath them, a light or a count in every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from dashboard import lights
from dashboard.words import day, say

UNITS, UNIT, TRACE = "units", "unit", "trace"
Row = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: its light, mark and count, what that is in words, and what is behind it."""

    status: str
    shown: str
    told: str
    page: str
    about: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One row: a group, a unit of one, or how many more it has; and what stands in its cells, by requirement."""

    name: str
    group: str
    unit_id: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    is_open: bool = False
    is_rest: bool = False


def lines(
    groups: pl.DataFrame, group_cells: pl.DataFrame, unit_cells: pl.DataFrame, opened: set[str], parameter: str
) -> list[Line]:
    """Every group in its order, with its units, the worst first, beneath those that are open, and how many are not."""
    of_group, of_unit = _by(group_cells, "group_name"), _by(unit_cells, "group_name")
    found: list[Line] = []
    for group in groups.iter_rows(named=True):
        name, is_open = group["group_name"], group["group_name"] in opened
        title = say("matrix.opened" if is_open else "matrix.closed", name=name, count=group["unit_count"])
        cells = {row["requirement_id"]: summed(row, {parameter: name}) for row in of_group.get(name, [])}
        found.append(Line(title, name, cells=cells, is_open=is_open))
        if is_open:
            shown = units(name, of_unit.get(name, []))
            rest = group["unit_count"] - len(shown)
            found += shown
            if rest > 0:
                found.append(Line(say("matrix.rest", count=rest), name, is_rest=True))
    return found


def units(group: str, cells: Sequence[Row]) -> list[Line]:
    """One line a unit."""
    by_unit: dict[str, tuple[str, dict[str, Cell]]] = {}
    for cell in cells:
        shown = by_unit.setdefault(cell["unit_id"], (cell["unit_name"], {}))[1]
        shown[cell["requirement_id"]] = lit(cell)
    return [Line(name, group, unit_id, shown) for unit_id, (name, shown) in by_unit.items()]


def lit(cell: Row) -> Cell:
    """A unit's light; where several bear the requirement, how many of how many have done it. It opens its grounds."""
    status, several = cell["worst_status"], cell["obligation_count"] > 1
    counts = f" {cell['complete_count']}/{cell['obligation_count']}" if several else ""
    told = say("matrix.told", status=say(f"status.{status}") + counts, due=day(cell["due_on"]))
    about = {"unit": cell["unit_id"], "requirement": cell["requirement_id"]}
    return Cell(status, lights.STATUSES[status].mark + counts, told, TRACE, about)


def summed(cell: Row, group: Mapping[str, str]) -> Cell:
    """A group's light: how many of how many are done, and how many are overdue. It opens who owes something."""
    counts = f"{cell['complete_count']}/{cell['obligation_count']}"
    told = say("matrix.told_group", done=counts, overdue=cell["overdue_count"])
    is_done = cell["complete_count"] == cell["obligation_count"]
    status = "overdue" if cell["overdue_count"] else "done" if is_done else ""
    shown = f"{lights.STATUSES[status].mark} {counts}" if status else counts
    return Cell(status, shown, told, UNITS, {**group, "requirement": cell["requirement_id"]})


def _by(frame: pl.DataFrame, name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row[name], []).append(row)
    return found
