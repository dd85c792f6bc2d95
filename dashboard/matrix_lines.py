"""The lines of the matrix: groups in their order with their units beneath them, a light or a count in every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard import lights
from dashboard.words import say

NAME = "name"
Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One row: a group, or a unit of one; and what stands in its cells, by requirement."""

    name: str
    group: str
    unit_id: str
    cells: Mapping[str, str]
    is_closed: bool = False

    @property
    def shown(self) -> str:
        """The name as the table has it; units stand in from their group."""
        return say("matrix.unit", name=self.name) if self.unit_id else self.name


def lines(groups: pl.DataFrame, group_cells: pl.DataFrame, unit_cells: pl.DataFrame, opened: set[str]) -> list[Line]:
    """Every group in its order, with its units, the worst first, beneath those that are open."""
    of_group, of_unit = _by(group_cells, "group_name"), _by(unit_cells, "group_name")
    found: list[Line] = []
    for group in groups.iter_rows(named=True):
        name, is_open = group["group_name"], group["group_name"] in opened
        title = say("matrix.opened" if is_open else "matrix.closed", name=name, count=group["unit_count"])
        cells = {row["requirement_id"]: summed(row) for row in of_group.get(name, [])}
        found.append(Line(title, name, "", cells, is_closed=not is_open))
        if is_open:
            found += units(name, of_unit.get(name, []))
    return found


def units(group: str, cells: Sequence[Row]) -> list[Line]:
    """One line a unit."""
    by_unit: dict[str, tuple[str, dict[str, str]]] = {}
    for cell in cells:
        shown = by_unit.setdefault(cell["unit_id"], (cell["unit_name"], {}))[1]
        shown[cell["requirement_id"]] = lit(cell)
    return [Line(name, group, unit_id, shown) for unit_id, (name, shown) in by_unit.items()]


def lit(cell: Row) -> str:
    """A unit's light; where several bear the requirement, how many of how many have done it."""
    mark = lights.STATUSES[cell["worst_status"]].mark
    return mark if cell["obligation_count"] == 1 else f"{mark} {cell['complete_count']}/{cell['obligation_count']}"


def summed(cell: Row) -> str:
    """A group's light: how many of how many are done, and how many are overdue."""
    counts = f"{cell['complete_count']}/{cell['obligation_count']}"
    if cell["overdue_count"]:
        return f"{lights.OVERDUE.mark} {counts}"
    return f"{lights.DONE.mark} {counts}" if cell["complete_count"] == cell["obligation_count"] else counts


def _by(frame: pl.DataFrame, name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row[name], []).append(row)
    return found
