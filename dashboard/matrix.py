"""Units against requirements: groups as rows that open into their units, a light in every cell, each cell a way on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboard import behind, cell_ways, data, filters, lights, tables
from dashboard.matrix_lines import NAME, Line, Row, lines
from dashboard.words import say

ALL_OPEN, MOST_UNITS, MOST_GROUPS, MOST_BARS = 120, 60, 40, 12
NAME_WIDTH = 230


def of_groups(groups: pl.DataFrame, grouping: str, parameter: str, unit_count: int) -> None:
    """The groups with the units of the one that is chosen; of the worst, or of all where there are few units."""
    choice = f"open_{parameter}"
    names = [name for name in groups["group_name"].to_list() if name]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = filters.any_id(
            choice, say("matrix.open"), dict(zip(names, names, strict=True)), without=_without(unit_count), width=300
        )
        place = st.container(key="matrix_told", gap="xsmall")
    opened, asked = asked_of(names, chosen, unit_count)
    one = asked["group_name"]
    cells = data.frame("overview__unit_cells", grouping=grouping, **asked)
    group_cells = data.frame("overview__group_cells", grouping=grouping, group_names=tuple(names))
    titles = data.names(group_cells, "requirement_id", "requirement_title")
    found = lines(groups, group_cells, cells, opened)
    key = f"matrix_{one or parameter}"
    picked = show(found, titles, key, cell_ways.follow(found, key, parameter, choice))
    filters.let_go()
    behind.line("matrix", key="matrix_line")
    with place:
        cell_ways.told(picked, titles, parameter, choice)


def asked_of(names: Sequence[str], chosen: str | None, unit_count: int) -> tuple[set[str], Row]:
    """Which groups are open, and which units that asks for: all where there are few, else the worst of one group."""
    opened = {chosen} if chosen else set(names if unit_count <= ALL_OPEN else names[:1])
    if len(opened) > 1:
        return opened, {"group_name": None, "unit_limit": ALL_OPEN}
    return opened, {"group_name": next(iter(opened), ""), "unit_limit": MOST_UNITS}


def _without(unit_count: int) -> str:
    return "matrix.all_open" if unit_count <= ALL_OPEN else "matrix.worst_open"


def show(
    found: Sequence[Line], titles: Mapping[str, str], key: str, follow: Callable[[], None]
) -> tuple[Line, str] | None:
    """The lines as a table; gives the line and column of the cell that is picked."""
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
        on_select=follow,
        selection_mode="single-cell",
        key=key,
        alt=say("overview.matrix_title"),
    )
    cells = answer.selection.cells
    return (found[cells[0][0]], cells[0][1]) if cells and cells[0][0] < len(found) else None


def _chips(text: str | None) -> list[str] | None:
    return [text] if text else None


def _column(title: str, texts: Sequence[str], colours: Sequence[str]) -> Any:
    return st.column_config.MultiselectColumn(title, width=tables.room(title), help=title, options=texts, color=colours)


def _colour(text: str) -> str:
    """The colour of what stands in a cell, which its mark says too."""
    by_mark = {light.mark: light.fill for light in lights.STATUSES.values()}
    return by_mark.get(text[0], lights.TRACK)
