"""Under every table and chart: the way to the SQL behind it, its page in the data dictionary."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode
from xml.etree.ElementTree import Element

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data, filters, markup, sqltext, store
from dashboard.paper.html import element
from dashboard.words import say

PAGE = "dashboard/pages/dictionary.py"
QUERY_PAGE = "dictionary"
QUERY, RELATION, VALUES = "query", "relation", "with"
LONGEST_VALUE = 200
# What shows the answer of a query of another name than its own; of several the first that its page asked.
QUERIES = {
    "action_plans": ("overview__action_plans",),
    "action_plans.table": ("action_plans__milestones",),
    "answers": ("unit__evaluations",),
    "curve": ("overview__curve",),
    "deadlines.who": ("deadlines__bearers",),
    "dimensions": ("evaluations__dimensions",),
    "evaluations.who": ("evaluations__bearers",),
    "later": ("deadlines__board",),
    "leads": ("deadlines__leads",),
    "matrix": ("overview__unit_cells",),
    "milestones": ("action_plans__milestones",),
    "moves.list": ("moves__standings",),
    "moves.reasons": ("moves__standings",),
    "moves.requirements": ("moves__standings",),
    "moves.units": ("moves__standings",),
    "next_week": ("deadlines__board",),
    "overview.worst": ("overview__worst_units",),
    "past": ("deadlines__board",),
    "peers": ("unit__peers",),
    "rates.bases": ("overview__headline", "units__rates", "unit__summary", "deadlines__rates"),
    "reviews.awaited": ("reviews__list",),
    "reviews.returned": ("reviews__list",),
    "rules.list": ("rules__requirements",),
    "rules.own_checks": ("rules__checks",),
    "serving.checks": ("rows__checks",),
    "serving.milestones": ("rows__milestones",),
    "serving.obligations": ("rows__obligations",),
    "this_week": ("deadlines__board",),
    "timeline": ("unit__timeline",),
    "unit.branches": ("unit__bearers",),
    "unit.obligations": ("unit__requirements",),
    "units": ("evaluations__units",),
}
# What comes from the ledger or from a file as accepted; the store holds the same here.
RELATIONS = {"names.list": "marts.entries", "uploads.findings": "marts.findings"}
ROWS = "rows_"
# What speaks of files that are not taken yet, or of what would be: nothing of it is in the store.
NOT_THERE = (
    "upload.",
    "uploads.gone",
    "uploads.back",
    "uploads.preview",
    "readings.milestones",
    "readings.preview",
    "readings.requirements",
)


def line(name: str, key: str) -> DeltaGenerator:
    """The line under a table or chart, for what goes with it, the way to its SQL first."""
    place = st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key=key)
    with place:
        link(name)
    return place


def link(name: str) -> None:
    """The way to the SQL behind what is shown under a name."""
    if address(name):
        markup.piece(way(name), width="content")


def way(name: str) -> Element:
    """The same in a piece of the page's own making."""
    href = filters.address(QUERY_PAGE, **address(name))
    return element("a", say("behind.label"), href=href, title=say("behind.help"), class_="behind")


def below(name: str) -> Element:
    """The same on a line of its own beneath what is shown."""
    return element("p", way(name), class_="after")


def address(name: str) -> dict[str, str]:
    """What the dictionary's address says of it; nothing where nothing of it is in the store."""
    if name.startswith(NOT_THERE):
        return {}
    if name in RELATIONS:
        return {RELATION: RELATIONS[name]}
    if name.startswith(ROWS):
        return {RELATION: f"staging.{name.removeprefix(ROWS)}"}
    query = query_of(name)
    values = written(data.asked().get(query, {}))
    return {QUERY: query} | ({VALUES: values} if values else {})


def query_of(name: str) -> str:
    """The query whose answer is shown under a name."""
    candidates = QUERIES.get(name, (name.replace(".", "__"),))
    return next((one for one in candidates if one in data.asked()), candidates[0])


def written(values: dict[str, Any]) -> str:
    """Values of parameters as an address carries them; those that are not given are left out."""
    return urlencode({name: str(value)[:LONGEST_VALUE] for name, value in values.items() if value is not None})


def values_in(address: str, names: list[str]) -> dict[str, str | None]:
    """The values of a query's parameters that an address carries; of those that it leaves out, nothing."""
    told = dict(parse_qsl(address, keep_blank_values=True))
    return {name: told.get(name) for name in names}


def is_query(name: str) -> bool:
    """Whether there is a query of this name."""
    return bool(store.QUERY_NAME.fullmatch(name)) and (store.QUERIES / f"{name}.sql").is_file()


def literal(value: str | None) -> str:
    """A value as it stands in a text of SQL."""
    if value is None:
        return "null"
    if value.isascii() and value.isdecimal():
        return value
    try:
        return f"date '{date.fromisoformat(value).isoformat()}'"
    except ValueError:
        return "'" + value.replace("'", "''") + "'"


def with_values(sql: str, literals: dict[str, str]) -> str:
    """A query with some of its parameters written out; texts and comments stay as they are."""
    done, at = "", 0
    for kept in [*sqltext.NOT_CODE.finditer(sql), None]:
        end = kept.start() if kept else len(sql)
        done += sqltext.PARAMETER.sub(lambda found: literals.get(found[1], found[0]), sql[at:end])
        done, at = done + (kept[0] if kept else ""), kept.end() if kept else end
    return done
