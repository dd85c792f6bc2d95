"""Units against requirements: groups as rows that open into their units, a light in every cell, each cell a way on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from dashboard import behind, data, filters, lights, tables
from dashboard.words import day, plain, say

NAME = "name"
ALL_OPEN, MOST_UNITS, MOST_GROUPS, MOST_BARS = 120, 60, 40, 12
CELL_WIDTH, NAME_WIDTH = 86, 230
Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One row: a group, or a unit of one; and what stands in its cells, by requirement."""

    name: str
    group: str
    unit_id: str
    cells: Mapping[str, str]

    @property
    def shown(self) -> str:
        """The name as the table has it; units stand in from their group."""
        return say("matrix.unit", name=self.name) if self.unit_id else self.name


def of_groups(groups: pl.DataFrame, grouping: str, parameter: str, unit_count: int) -> None:
    """The groups with the units of the one that is chosen; of the worst, or of all where there are few units."""
    choice = f"open_{parameter}"
    names = [name for name in groups["group_name"].to_list() if name]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = filters.one_of(choice, say("matrix.open"), names, without=_without(unit_count), width=300)
        place = st.container(key="matrix_told", gap="xsmall")
    opened, asked = asked_of(names, chosen, unit_count)
    one = asked["group_name"]
    cells = data.frame("overview__unit_cells", grouping=grouping, **asked)
    group_cells = data.frame("overview__group_cells", grouping=grouping, group_names=tuple(names))
    titles = data.names(group_cells, "requirement_id", "requirement_title")
    found = lines(groups, group_cells, cells, opened)
    picked = show(found, titles, f"matrix_{one or parameter}")
    behind.line("matrix", key="matrix_line")
    with place:
        told(picked, titles, parameter, choice)


def asked_of(names: Sequence[str], chosen: str | None, unit_count: int) -> tuple[set[str], Row]:
    """Which groups are open, and which units that asks for: all where there are few, else the worst of one group."""
    opened = {chosen} if chosen else set(names if unit_count <= ALL_OPEN else names[:1])
    if len(opened) > 1:
        return opened, {"group_name": None, "unit_limit": ALL_OPEN}
    return opened, {"group_name": next(iter(opened), ""), "unit_limit": MOST_UNITS}


def _without(unit_count: int) -> str:
    return "matrix.all_open" if unit_count <= ALL_OPEN else "matrix.worst_open"


def lines(groups: pl.DataFrame, group_cells: pl.DataFrame, unit_cells: pl.DataFrame, opened: set[str]) -> list[Line]:
    """Every group in its order, with its units, the worst first, beneath those that are open."""
    of_group, of_unit = _by(group_cells, "group_name"), _by(unit_cells, "group_name")
    found: list[Line] = []
    for group in groups.iter_rows(named=True):
        name, is_open = group["group_name"], group["group_name"] in opened
        title = say("matrix.opened" if is_open else "matrix.closed", name=name, count=group["unit_count"])
        found.append(Line(title, name, "", {row["requirement_id"]: summed(row) for row in of_group.get(name, [])}))
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


def show(found: Sequence[Line], titles: Mapping[str, str], key: str) -> tuple[Line, str] | None:
    """The lines as a table; gives the line and column of the cell that is picked.

    Nothing is opened by picking alone: who walks through the table by keyboard picks every cell on the way.
    """
    rows = [{NAME: line.shown} | {one: _chips(line.cells.get(one)) for one in titles} for line in found]
    texts = sorted({text for line in found for text in line.cells.values()})
    colours = [_colour(text) for text in texts]
    answer = st.dataframe(
        pl.DataFrame(rows, schema={NAME: pl.String} | dict.fromkeys(titles, pl.List(pl.String))),
        hide_index=True,
        height=tables.height(len(rows)),
        row_height=tables.ROW_HEIGHT,
        placeholder="",
        column_config={NAME: st.column_config.TextColumn(say("column.unit_name"), width=NAME_WIDTH, pinned=True)}
        | {one: _column(title, texts, colours) for one, title in titles.items()},
        on_select="rerun",
        selection_mode="single-cell",
        key=key,
        alt=say("overview.matrix_title"),
    )
    cells = answer.selection.cells
    return (found[cells[0][0]], cells[0][1]) if cells and cells[0][0] < len(found) else None


def told(picked: tuple[Line, str] | None, titles: Mapping[str, str], parameter: str, choice: str) -> None:
    """What the picked cell says in words, and the way to what is behind it."""
    if picked is None:
        st.caption(say("matrix.hint"))
    elif picked[0].unit_id:
        _told_of_unit(*picked, titles)
    else:
        _told_of_group(*picked, titles, parameter, choice)


def _told_of_unit(line: Line, column: str, titles: Mapping[str, str]) -> None:
    owed = data.where(data.frame("unit__requirements", unit_id=line.unit_id), requirement_id=column)
    for one in owed.iter_rows(named=True):
        title = plain(f"{line.name} · {titles[column]}")
        st.markdown(f"{lights.badge(one['status'])} **{title}** {plain(one['reason'] or '')}")
        about = {"unit": line.unit_id, "requirement": column}
        st.page_link(tables.TRACE_PAGE, label=say("matrix.to_cell", day=day(one["due_on"])), query_params=about)
    if owed.is_empty():
        label = say("matrix.to_unit", name=plain(line.name))
        st.page_link(tables.UNIT_PAGE, label=label, query_params={"unit": line.unit_id})


def _told_of_group(line: Line, column: str, titles: Mapping[str, str], parameter: str, choice: str) -> None:
    cell = f" · {titles[column]} {line.cells.get(column, '')}" if column in titles else ""
    st.markdown(f"**{plain(line.group + cell)}**")

    def open_it() -> None:
        st.session_state[choice] = line.group

    with st.container(horizontal=True, gap="small"):
        st.button(say("matrix.open_it"), key=f"{choice}_it", type="tertiary", on_click=open_it)
        st.page_link(tables.UNITS_PAGE, label=say("matrix.to_group"), query_params={parameter: line.group})


def _chips(text: str | None) -> list[str] | None:
    return [text] if text else None


def _column(title: str, texts: Sequence[str], colours: Sequence[str]) -> Any:
    return st.column_config.MultiselectColumn(title, width=CELL_WIDTH, help=title, options=texts, color=colours)


def _colour(text: str) -> str:
    """The colour of what stands in a cell, which its mark says too."""
    by_mark = {light.mark: light.fill for light in lights.STATUSES.values()}
    return by_mark.get(text[0], lights.TRACK)


def _by(frame: pl.DataFrame, name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row[name], []).append(row)
    return found
