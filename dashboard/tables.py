"""Frames as tables: what a column is called and how it is written follows from its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from dashboard import cells, filters, lights, takeaway
from dashboard.words import NOTHING, catalogue, language, moment, plain, say, words_of

UNIT_PAGE = "dashboard/pages/unit.py"
UNITS_PAGE = "dashboard/pages/units.py"
DEADLINES_PAGE = "dashboard/pages/deadlines.py"
ACTION_PLANS_PAGE = "dashboard/pages/action_plans.py"
MOVES_PAGE = "dashboard/pages/moves.py"
REVIEWS_PAGE = "dashboard/pages/reviews.py"
UPLOADS_PAGE = "dashboard/pages/uploads.py"
RULES_PAGE = "dashboard/pages/rules.py"
TRACE_PAGE = "dashboard/pages/trace.py"
ROW_HEIGHT = 36
MOST_ROWS_IN_SIGHT = 16
MOST_ROWS_READ = 200
MOST_ROWS_LISTED = 2_000
LINKED = ["unit_id", "unit_name", "overdue_count", "incomplete_count", "needs_review_count"]


# A page, and which of its choices are in which columns of a row.
Way = tuple[str, Mapping[str, str]]


@dataclass(frozen=True)
class Leads:
    """Where a column leads: to a page about what other columns of the row name."""

    column: str
    page: str
    about: Mapping[str, str]

    def to(self, row: Mapping[str, Any]) -> str:
        """The address for one row; what the row does not name is left out."""
        known = {name: str(row[column]) for name, column in self.about.items() if row.get(column) not in (None, "")}
        return filters.address(self.page, **known)


TO_TRACE = Leads("status", "trace", {"unit": "unit_id", "requirement": "requirement_id", "bearer": "bearer_id"})
TO_DEADLINE = Leads("requirement_title", "deadlines", {"requirement": "requirement_id"})
TO_ROW = Leads("cell", "uploads", {"upload": "upload_id", "sheet": "sheet_name", "row": "row_number"})


def plain_table(frame: pl.DataFrame, columns: Sequence[str], section: str, leads: Leads | None = None) -> None:
    """A short table that can be read aloud, printed and copied; the section says why when it is empty."""
    _read_table(frame, columns, section, leads)
    _take(frame, columns, section)


def _read_table(frame: pl.DataFrame, columns: Sequence[str], section: str, leads: Leads | None = None) -> None:
    if frame.is_empty():
        st.info(say(f"{section}_none"))
        return
    columns = _filled(frame, columns)
    written = {say(f"column.{name}"): _cells(frame, name, leads) for name in columns}
    st.table(pl.DataFrame(written), border="horizontal", hide_index=True, alt=say(f"{section}_title"))


def _cells(frame: pl.DataFrame, name: str, leads: Leads | None) -> list[str]:
    """The cells of one column as they are written; those of the column that leads somewhere are links."""
    written = [cells.writer(name)(value) for value in frame[name].to_list()]
    if leads is None or leads.column != name:
        return written
    return [f"[{cell}]({leads.to(row)})" for cell, row in zip(written, frame.iter_rows(named=True), strict=True)]


def first_rows(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """The first rows of a table that may be long, with their whole texts; how many more there are is said."""
    _read_table(frame.head(MOST_ROWS_READ), columns, section)
    if frame.height > MOST_ROWS_READ:
        st.caption(say("table.more", shown=MOST_ROWS_READ, count=frame.height))
    _take(frame, columns, section)


def form_table(frame: pl.DataFrame, key: str, upload_id: str, title: str) -> None:
    """Rows under a form's own headings, as they stand in a workbook; a click on a row's number opens what it serves."""
    place = {"sheet_name": say("column.sheet_name"), "row_number": say("column.row_number")}
    about = frame.with_columns(upload_id=pl.lit(upload_id))
    way = (UPLOADS_PAGE, {"upload": "upload_id", "sheet": "sheet_name", "row": "row_number"})
    button = _button("row_number", about, f"{key}_open", way)
    days = frame.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"), pl.col("row_number").cast(pl.String))
    st.dataframe(
        days.select("row_number", pl.exclude("row_number")).rename(place),
        hide_index=True,
        height=height(frame.height),
        row_height=ROW_HEIGHT,
        placeholder=NOTHING,
        column_config={place["row_number"]: button},
        key=key,
    )
    takeaway.offer(frame, {name: place.get(name, name) for name in frame.columns}, {}, key, title)


def unit_table(
    frame: pl.DataFrame, columns: Sequence[str], section: str, also: Mapping[str, str] | None = None
) -> None:
    """A long table with a unit on each row; a click on its name opens its page; `also` is what else that is told."""
    _linked_table(frame, columns, section, {"unit_name": (UNIT_PAGE, {"unit": "unit_id", **(also or {})})})


def bearer_table(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """The same of bearers; a click on one's light opens what it rests on."""
    about = {"unit": "unit_id", "requirement": "requirement_id", "bearer": "bearer_id"}
    leads = {"unit_name": (UNIT_PAGE, {"unit": "unit_id"}), "status": (TRACE_PAGE, about)}
    _linked_table(frame, columns, section, leads)


def upload_table(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """A long table of uploads; a click on one's number opens it."""
    _linked_table(frame, columns, section, {"upload_id": (UPLOADS_PAGE, {"upload": "upload_id"})})


def requirement_table(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """A long table of requirements; a click on one's name opens it in full."""
    _linked_table(frame, columns, section, {"requirement_title": (RULES_PAGE, {"requirement": "requirement_id"})})


def _linked_table(frame: pl.DataFrame, columns: Sequence[str], section: str, leads: Mapping[str, Way]) -> None:
    if frame.is_empty():
        st.info(say(f"{section}_none"))
        return
    key = f"{section.replace('.', '_')}_table"
    first = next(iter(leads))
    every, columns = [first, *columns], _filled(frame, columns)
    buttons = {name: _button(name, frame, f"{key}_{name}", way) for name, way in leads.items()}
    shown = frame.head(MOST_ROWS_LISTED).select(first, *columns).with_columns(_written(columns))
    st.dataframe(
        shown,
        hide_index=True,
        height=height(shown.height),
        row_height=ROW_HEIGHT,
        placeholder=NOTHING,
        column_config={**{name: _column(name) for name in columns}, **buttons},
        alt=say(f"{section}_title"),
    )
    more(frame)
    _take(frame, every, section)


def more(frame: pl.DataFrame) -> None:
    """Of a list that is longer than anyone scrolls: how many are not listed; taken along, it is whole."""
    if frame.height > MOST_ROWS_LISTED:
        st.caption(say("table.more", shown=MOST_ROWS_LISTED, count=frame.height))


def unit_links(frame: pl.DataFrame, says: Callable[[dict[str, Any]], str], section: str) -> None:
    """A short list of units, each a link to its page with what is wrong beside it."""
    if frame.is_empty():
        st.info(say(f"{section}_none"))
    for one in frame.iter_rows(named=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
            st.page_link(UNIT_PAGE, label=plain(one["unit_name"]), query_params={"unit": one["unit_id"]})
            st.markdown(says(one), width="content")
    _take(frame, [name for name in LINKED if name in frame.columns], section)


def _take(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """What the table shows, to be taken along; all its columns, also those that say nothing here."""
    headings = {name: say(f"column.{name}") for name in columns}
    writers = {name: writer for name in columns if (writer := cells.in_words(name))}
    takeaway.offer(frame, headings, writers, section, say(f"{section}_title"))


def take_numbers(frame: pl.DataFrame, name: str, title: str) -> None:
    """The numbers that a chart is drawn from, to be taken along: those of its columns that have a heading."""
    known = catalogue(language())
    wording = cells.OF_MILESTONES if "completion_ratio" in frame.columns else {}
    headings = {one: known[f"column.{one}"] for one in frame.columns if f"column.{one}" in known}
    writers = {one: writer for one in headings if (writer := wording.get(one) or cells.in_words(one))}
    takeaway.offer(frame, headings, writers, name, title)


def _filled(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    """The columns that say something in at least one row."""
    return [name for name in columns if any(value not in (None, "") for value in frame[name].unique())]


def height(rows: int) -> int:
    """How tall a table of so many rows is; a longer one scrolls."""
    return ROW_HEIGHT * (min(rows, MOST_ROWS_IN_SIGHT) + 1) + 3


def _button(shown_as: str, frame: pl.DataFrame, key: str, way: Way) -> Any:
    page, about = way

    def open_one() -> None:
        row = frame.row(st.session_state[key].row, named=True)
        filters.go_to(page, {name: str(row[column]) for name, column in about.items()})

    label = say(f"column.{shown_as}")
    return st.column_config.ButtonColumn(
        label, key=key, on_click=open_one, type="tertiary", alignment="left", pinned=shown_as != "status"
    )


def _written(columns: Sequence[str]) -> list[pl.Expr]:
    worded = {one: lights.word(one) for one in lights.STATUSES}
    lights_of = [name for name in columns if name.endswith(("status", "status_before"))]
    lit = [pl.col(name).cast(pl.String).replace_strict(worded, default=None) for name in lights_of]
    said = {one: say(f"upload_state.{one}") for one in ("counts", "withdrawn")}
    states = [pl.col(name).replace_strict(said) for name in columns if name == "upload_state"]
    times = [pl.col(name).map_elements(moment, pl.String) for name in columns if name.endswith("_at")]
    chosen = [pl.col(name).replace(words_of(name)) for name in columns if name in cells.CHOICES]
    return (
        lit + states + chosen + times + [(pl.col(name) * 100).round(0) for name in columns if name.endswith("_ratio")]
    )


def _column(name: str) -> Any:
    label = say(f"column.{name}")
    if name.endswith(("_on", "_on_before")):
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    if name.endswith("_ratio"):
        return st.column_config.ProgressColumn(label, format="%d%%", min_value=0, max_value=100)
    if name.endswith(("_count", "_days")):
        return st.column_config.NumberColumn(label, width=room(label))
    return st.column_config.TextColumn(label)


def room(label: str) -> int:
    """As narrow as a number may stand and its heading can still be read."""
    return max(76, 18 + sum(7 if letter.isascii() else 14 for letter in label))
