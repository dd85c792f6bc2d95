"""Frames as tables: what a column is called and how it is written follows from its name."""

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboard import lights
from dashboard.words import NOTHING, day, moment, percent, say

UNIT_PAGE = "dashboard/pages/unit.py"
ROW_HEIGHT = 36
MOST_ROWS_IN_SIGHT = 16


def plain_table(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """A short table that can be read aloud, printed and copied; the section says why when it is empty."""
    if frame.is_empty():
        st.info(say(f"{section}_none"))
        return
    columns = _filled(frame, columns)
    written = {say(f"column.{name}"): [_writer(name)(value) for value in frame[name].to_list()] for name in columns}
    st.table(pl.DataFrame(written), border="horizontal", hide_index=True, alt=say(f"{section}_title"))


def unit_table(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """A long table with a unit on each row; a click on its name opens its page."""
    if frame.is_empty():
        st.info(say(f"{section}_none"))
        return
    key = f"{section.replace('.', '_')}_table"
    columns = _filled(frame, columns)
    shown = frame.select("unit_name", *columns).with_columns(_written(columns))
    st.dataframe(
        shown,
        hide_index=True,
        height=ROW_HEIGHT * (min(shown.height, MOST_ROWS_IN_SIGHT) + 1) + 3,
        row_height=ROW_HEIGHT,
        placeholder=NOTHING,
        column_config={"unit_name": _unit_button(frame, key), **{name: _column(name) for name in columns}},
        alt=say(f"{section}_title"),
    )


def unit_links(frame: pl.DataFrame, says: Callable[[dict[str, Any]], str], section: str) -> None:
    """A short list of units, each a link to its page with what is wrong beside it."""
    if frame.is_empty():
        st.info(say(f"{section}_none"))
    for one in frame.iter_rows(named=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
            st.page_link(UNIT_PAGE, label=one["unit_name"], query_params={"unit": one["unit_id"]})
            st.markdown(says(one), width="content")


def _filled(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    """The columns that say something in at least one row."""
    return [name for name in columns if any(value not in (None, "") for value in frame[name].unique())]


def _unit_button(frame: pl.DataFrame, key: str) -> Any:
    def open_unit() -> None:
        st.switch_page(UNIT_PAGE, query_params={"unit": ids[st.session_state[key].row]})

    ids = frame["unit_id"].to_list()
    return st.column_config.ButtonColumn(
        say("column.unit_name"), key=key, on_click=open_unit, type="tertiary", alignment="left", pinned=True
    )


def _written(columns: Sequence[str]) -> list[pl.Expr]:
    worded = {one: lights.word(one) for one in lights.STATUSES}
    lit = [pl.col(name).cast(pl.String).replace_strict(worded) for name in columns if name.endswith("status")]
    return lit + [(pl.col(name) * 100).round(0) for name in columns if name.endswith("_ratio")]


def _column(name: str) -> Any:
    label = say(f"column.{name}")
    if name.endswith("_on"):
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    if name.endswith("_ratio"):
        return st.column_config.ProgressColumn(label, format="%d%%", min_value=0, max_value=100)
    if name.endswith("_count"):
        return st.column_config.NumberColumn(label, width=_width(label))
    return st.column_config.TextColumn(label)


def _width(label: str) -> int:
    """As narrow as a number may stand and its heading can still be read."""
    return max(76, 18 + sum(7 if letter.isascii() else 14 for letter in label))


def _writer(name: str) -> Callable[[Any], str]:
    if name in WRITERS:
        return WRITERS[name]
    for ending, writer in ENDINGS.items():
        if name.endswith(ending):
            return writer
    return _text


def _text(value: Any) -> str:
    return NOTHING if value is None or value == "" else str(value)


def _number(value: Any) -> str:
    return NOTHING if value is None else f"{value:,.6g}" if isinstance(value, float) else f"{value:,}"


def _sheet(value: str) -> str:
    return say(f"sheet.{value}")


def _direction(value: str) -> str:
    return say(f"direction.{value}")


WRITERS: dict[str, Callable[[Any], str]] = {
    "status": lights.badge,
    "milestone_status": lights.milestone_badge,
    "sheet": _sheet,
    "direction": _direction,
    "cumulative_amount": _number,
    "completed_amount": _number,
}
ENDINGS: dict[str, Callable[[Any], str]] = {"_on": day, "_at": moment, "_ratio": percent, "_count": _number}
