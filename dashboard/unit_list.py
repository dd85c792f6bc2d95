"""The list of units: what it is narrowed to and in which order, and the way through it from one unit to the next."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

import polars as pl
import streamlit as st

from dashboard import data, filters, lights, tables
from dashboard.words import plain, say

LIST_PAGE = "dashboard/pages/units.py"
LIST = "list"
# What a choice is called in the query, and in the address of the list.
IN_LIST = {
    "unit_class": "class",
    "guidance_group": "group",
    "status": "status",
    "owes": "requirement",
    "search": "search",
    "sort": "sort",
}
FIELDS = tuple(IN_LIST)
ORDERS = ("worst", "ratio", "next", "silent", "code")
LONGEST_ADDRESS = 1000

Chosen = dict[str, str | None]


def chosen() -> Chosen:
    """What the reader narrows the list to, each in the address of the page."""
    choices = data.choices(data.frame("units__choices"))
    groups = choices.get("guidance_group", [])
    with st.grid(3, min_column_width=165):
        unit_class = filters.one_of("class", say("column.unit_class"), choices.get("unit_class", []))
        group = filters.one_of("group", say("column.guidance_group"), groups) if groups else None
        requirement = filters.one_worded("requirement", say("filter.requirement"), _requirements())
        status = filters.one_worded("status", say("filter.status"), _statuses())
        sort = filters.one_worded("sort", say("filter.sort"), _orders(), "order.worst") or ORDERS[0]
        search = filters.search_text("search", say("filter.search"))
    return dict(zip(FIELDS, (unit_class, group, status, requirement, search, sort), strict=True))


def table(units: pl.DataFrame, choice: Chosen, columns: Sequence[str]) -> None:
    """The units that are left; a click opens one, which then knows the list that it stands in."""
    tables.unit_table(units.with_columns(pl.lit(_written(choice)).alias(LIST)), columns, "units.list", {LIST: LIST})


def neighbours(unit_id: str) -> None:
    """Links to the units before and after in the list that the reader came from, else by code, and to that list."""
    choice = from_address(st.query_params.get(LIST, ""))
    rows = _rows(choice)
    if unit_id not in rows:
        choice = from_address("")
        rows = _rows(choice)
    ids = list(rows)
    place = ids.index(unit_id) if unit_id in rows else 0
    with st.container(horizontal=True, vertical_alignment="center", key="neighbours"):
        for step, key in ((-1, "unit.before"), (1, "unit.after")):
            if 0 <= place + step < len(ids):
                _link(ids[place + step], say(key, name=plain(rows[ids[place + step]])), choice)
        st.page_link(
            LIST_PAGE, label=say("unit.to_list", place=place + 1, count=len(ids)), query_params=_own_address(choice)
        )


def from_address(written: str) -> Chosen:
    """The choices that an address names, and by code where it names no order; what is not known is left out."""
    told = dict(parse_qsl(written[:LONGEST_ADDRESS]))
    choice: Chosen = {field: told.get(field) for field in FIELDS}
    choice["search"] = choice["search"] or ""
    choice["status"] = choice["status"] if choice["status"] in lights.STATUSES else None
    choice["sort"] = choice["sort"] if choice["sort"] in ORDERS else "code"
    return choice


def _rows(choice: Chosen) -> dict[str, str]:
    return data.names(data.frame("units__list", **choice), "unit_id", "unit_name")


def _link(unit_id: str, label: str, choice: Chosen) -> None:
    st.page_link(tables.UNIT_PAGE, label=label, query_params={"unit": unit_id, LIST: _written(choice)})


def _written(choice: Chosen) -> str:
    return urlencode({field: value for field, value in choice.items() if value})


def _own_address(choice: Chosen) -> dict[str, str]:
    """The choices as the list's own address says them."""
    return {IN_LIST[field]: value for field, value in choice.items() if value}


def _requirements() -> dict[str, str]:
    return data.names(data.frame("units__requirements"), "requirement_id", "requirement_title")


def _statuses() -> dict[str, str]:
    return {one: lights.word(one) for one in lights.STATUSES}


def _orders() -> dict[str, str]:
    return {one: say(f"order.{one}") for one in ORDERS}
