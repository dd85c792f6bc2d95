"""Frames as tables: what a column is called and how it is written follows from its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
import streamlit as st

from dashboard import cells, filters, lists, takeaway
from dashboard.words import NOTHING, catalogue, language, say

UNIT_PAGE = "dashboard/pages/unit.py"
UPLOADS_PAGE = "dashboard/pages/uploads.py"
RULES_PAGE = "dashboard/pages/rules.py"
TRACE_PAGE = "dashboard/pages/trace.py"
ROW_HEIGHT = 36
MOST_ROWS_IN_SIGHT = 16
MOST_ROWS_READ = 200
MOST_ROWS_AT_FIRST = 300
MOST_ROWS_LISTED = 2_000


@dataclass(frozen=True)
class Leads:
    """Where a column leads: to a page about what other columns of the row name."""

    column: str
    page: str
    about: Mapping[str, str]

    def ways(self) -> Callable[[Mapping[str, Any]], str]:
        """What gives the address for a row in this run; what the row does not name is left out."""
        address = filters.address_kept()

        def to(row: Mapping[str, Any]) -> str:
            known = {name: str(row[column]) for name, column in self.about.items() if row.get(column) not in (None, "")}
            return address(self.page, **known)

        return to


TO_TRACE = Leads("status", "trace", {"unit": "unit_id", "requirement": "requirement_id", "bearer": "bearer_id"})
TO_DEADLINE = Leads("requirement_title", "deadlines", {"requirement": "requirement_id"})
TO_UNIT = Leads("unit_name", "unit", {"unit": "unit_id"})
TO_UPLOAD = Leads("upload_id", "uploads", {"upload": "upload_id"})
TO_RULE = Leads("requirement_title", "rules", {"requirement": "requirement_id"})
TO_DAY = Leads("day_on", "deadlines", {"as_of": "day_on"})
TO_PLAN = Leads("action_title", "action_plans", {"action": "action_id"})
TO_ROW = Leads("cell", "uploads", {"upload": "upload_id", "sheet": "sheet_name", "row": "row_number"})


def plain_table(frame: pl.DataFrame, columns: Sequence[str], section: str, leads: Leads | None = None) -> None:
    """A short table that can be read aloud, printed and copied; the section says why when it is empty."""
    _read_table(frame, columns, section, leads)
    _take(frame, columns, section)


def _read_table(frame: pl.DataFrame, columns: Sequence[str], section: str, leads: Leads | None = None) -> None:
    if frame.is_empty():
        st.info(say(f"{section}_none"))
        return
    shown = {name: lists.Column(say(f"column.{name}"), cells.writer(name)) for name in _filled(frame, columns)}
    if leads and leads.column in shown:
        shown[leads.column] = replace(shown[leads.column], to=leads.ways())
    lists.show(frame, shown, say(f"{section}_title"), sorts=False, short=True)


def first_rows(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """The first rows of a table that may be long, with their whole texts; how many more there are is said."""
    _read_table(frame.head(MOST_ROWS_READ), columns, section)
    if frame.height > MOST_ROWS_READ:
        st.caption(say("table.more", shown=MOST_ROWS_READ, count=frame.height))
    _take(frame, columns, section)


def form_table(frame: pl.DataFrame, key: str, upload_id: str, title: str) -> None:
    """Rows under a form's own headings, as they stand in a workbook; a row's number leads to what it serves."""
    place = {"sheet_name": say("column.sheet_name"), "row_number": say("column.row_number")}
    about = frame.with_columns(upload_id=pl.lit(upload_id))
    way = Leads("row_number", "uploads", {"upload": "upload_id", "sheet": "sheet_name", "row": "row_number"})
    order = ["row_number", *(name for name in frame.columns if name != "row_number")]
    columns = {name: lists.Column(place.get(name, name), cells.as_in_a_form) for name in order}
    columns["row_number"] = replace(columns["row_number"], to=way.ways())
    listed(about, columns, title)
    takeaway.offer(frame, {name: place.get(name, name) for name in frame.columns}, {}, key, title)


def unit_table(
    frame: pl.DataFrame, columns: Sequence[str], section: str, also: Mapping[str, str] | None = None
) -> None:
    """A long table with a unit on each row, whose name leads to its page; `also` is what else that is told."""
    _linked_table(frame, columns, section, replace(TO_UNIT, about={**TO_UNIT.about, **(also or {})}))


def bearer_table(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """The same of bearers, each of whose lights leads to what it rests on."""
    _linked_table(frame, columns, section, TO_UNIT, TO_TRACE)


def upload_table(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """A long table of uploads, each of whose numbers opens it."""
    _linked_table(frame, columns, section, TO_UPLOAD)


def waiver_table(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """A long table of waivers: the name leads to the unit, the upload's number to what told of it."""
    _linked_table(frame, columns, section, TO_UNIT, TO_UPLOAD)


def requirement_table(frame: pl.DataFrame, columns: Sequence[str], section: str) -> None:
    """A long table of requirements, each of whose names opens it in full."""
    _linked_table(frame, columns, section, TO_RULE)


def _linked_table(frame: pl.DataFrame, columns: Sequence[str], section: str, *leads: Leads) -> None:
    if frame.is_empty():
        st.info(say(f"{section}_none"))
        return
    first, ways = leads[0].column, {one.column: one.ways() for one in leads}
    shown = {
        name: lists.Column(say(f"column.{name}"), cells.writer(name)) for name in [first, *_filled(frame, columns)]
    }
    linked = {name: replace(column, to=ways.get(name)) for name, column in shown.items()}
    listed(frame, linked, say(f"{section}_title"))
    _take(frame, [first, *columns], section)


def listed(frame: pl.DataFrame, columns: Mapping[str, lists.Column], label: str) -> None:
    """As many rows as are asked for, how many there are, and the way to more; taken along, a list is whole."""
    most = filters.rows_asked(MOST_ROWS_AT_FIRST, MOST_ROWS_LISTED)
    lists.show(frame.head(most), columns, label, sorts=frame.height <= most)
    if frame.height > most:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(say("table.more", shown=most, count=frame.height), width="content")
            if most < MOST_ROWS_LISTED:
                filters.more_rows(say("table.list", count=min(frame.height, MOST_ROWS_LISTED)), MOST_ROWS_LISTED, label)


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
    return [name for name in columns if any(map(_says_something(name), frame[name].to_list()))]


def _says_something(name: str) -> Callable[[Any], bool]:
    write = cells.writer(name)
    return lambda value: write(value) not in (NOTHING, "")


def height(rows: int) -> int:
    """How tall a table of so many rows is; a longer one scrolls."""
    return ROW_HEIGHT * (min(rows, MOST_ROWS_IN_SIGHT) + 1) + 3


def room(label: str) -> int:
    """As narrow as a number may stand and its heading can still be read."""
    return max(76, 18 + sum(7 if letter.isascii() else 14 for letter in label))
