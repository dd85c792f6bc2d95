"""The ways from a query that stands anywhere to the SQL page, with its parameters filled in."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import behind, filters, sqltext, who
from dashboard.words import say

SQL_PAGE = "dashboard/pages/sql.py"


def fit(text: str, asked: Mapping[str, str | None]) -> tuple[str, dict[str, str]]:
    """A query as the SQL page takes it: texts and blanks stay fields, numbers and days stand in its text.

    A field gives a text or nothing; of what is neither, the engine would want to know more.
    """
    fields = {name: value or "" for name, value in asked.items() if value is None or behind.literal(value)[:1] == "'"}
    fields = {name: value for name, value in fields.items() if asked[name] != ""}
    fixed = {name: behind.literal(value) for name, value in asked.items() if name not in fields}
    return behind.with_values(text, fixed), fields


def offer(sql: str, values: Mapping[str, str]) -> None:
    """The way to the SQL page with a query in its editor and its parameters filled in, for whoever may go there."""
    if not who.may("sql"):
        return
    about = {**in_address(sql), **{f"p_{name}": value for name, value in values.items()}}
    st.page_link(SQL_PAGE, label=say("dictionary.open"), query_params=about, icon=":material/database:")


def address(sql: str, values: Mapping[str, str]) -> str:
    """The same as an address."""
    return filters.address("sql", **in_address(sql), **{f"p_{name}": value for name, value in values.items()})


def in_address(sql: str) -> dict[str, str]:
    """A query as the SQL page's address carries it; a long one is packed."""
    packed = sqltext.packed(sql) if len(sql) > sqltext.PLAIN_LENGTH else None
    return {"sqlz": packed} if packed else {"sql": sql}
