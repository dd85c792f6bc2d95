"""From a cell of the matrix to what is behind it: a click opens it, the arrow keys are told of it and offered it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard import data, filters, lights, tables
from dashboard.matrix_lines import NAME, Line
from dashboard.words import day, plain, say

Place = tuple[int, str]
# Where the keyboard begins when it comes into a table.
FIRST: Place = (0, NAME)


def follow(found: Sequence[Line], key: str, parameter: str, choice: str) -> Callable[[], None]:
    """What is done when a cell is picked: a clicked one is opened, one that was walked to is not."""

    def opened() -> None:
        left = st.session_state.pop(f"{key}_left", None)
        cells = st.session_state[key].selection.cells
        if not cells or cells[0][0] >= len(found):
            return
        place = (cells[0][0], cells[0][1])
        if walked(left, place):
            st.session_state[f"{key}_left"] = place
        else:
            _open(found[place[0]], place[1], parameter, choice)

    return opened


def walked(left: Place | None, place: Place) -> bool:
    """Whether arrow keys may have led here: they begin in the first cell and keep to a row or a column.

    The browser does not say by what a cell was picked, and who walks must not be carried off on the way.
    """
    return place == FIRST if left is None else left[0] == place[0] or left[1] == place[1]


def _open(line: Line, column: str, parameter: str, choice: str) -> None:
    if line.is_closed and column == NAME:
        filters.look_at(choice, line.group)
    else:
        page, about = way(line, column, parameter)
        filters.go_on_to(page, about)


def way(line: Line, column: str, parameter: str) -> tuple[str, dict[str, str]]:
    """The page behind a cell and what it is about: one obligation, or the units of a group that owe something."""
    if not line.unit_id:
        return tables.UNITS_PAGE, {parameter: line.group} | ({} if column == NAME else {"requirement": column})
    if column not in line.cells:
        return tables.UNIT_PAGE, {"unit": line.unit_id}
    return tables.TRACE_PAGE, {"unit": line.unit_id, "requirement": column}


def told(picked: tuple[Line, str] | None, titles: Mapping[str, str], parameter: str, choice: str) -> None:
    """What the picked cell says in words, and the way to what is behind it."""
    if picked is None:
        st.caption(say("matrix.hint"))
    elif picked[0].unit_id:
        _told_of_unit(*picked, titles, parameter)
    else:
        _told_of_group(*picked, titles, parameter, choice)


def _told_of_unit(line: Line, column: str, titles: Mapping[str, str], parameter: str) -> None:
    owed = data.where(data.frame("unit__requirements", unit_id=line.unit_id), requirement_id=column)
    label = say("matrix.to_unit", name=plain(line.name))
    for one in owed.iter_rows(named=True):
        title = plain(f"{line.name} · {titles[column]}")
        st.markdown(f"{lights.badge(one['status'])} **{title}** {plain(one['reason'] or '')}")
        label = say("matrix.to_cell", day=day(one["due_on"]))
    _link(line, column, parameter, label)


def _told_of_group(line: Line, column: str, titles: Mapping[str, str], parameter: str, choice: str) -> None:
    cell = f" · {titles[column]} {line.cells.get(column, '')}" if column in titles else ""
    st.markdown(f"**{plain(line.group + cell)}**")
    with st.container(horizontal=True, gap="small"):
        if line.is_closed:
            look = partial(filters.look_at, choice, line.group)
            st.button(say("matrix.open_it"), key=f"{choice}_it", type="tertiary", on_click=look)
        _link(line, column, parameter, say("matrix.to_group"))


def _link(line: Line, column: str, parameter: str, label: str) -> None:
    page, about = way(line, column, parameter)
    st.page_link(page, label=label, query_params=about)
