"""The pieces of the page of known names: the spellings that were learnt, as a table, as a file, and one forgotten."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from dashboard import data, parts, rulings, who
from dashboard.words import say

ABOUT = {"unit": "unit", "branch": "branch", "item": "item"}
KINDS = ("unit", "branch", "heading", "item", "choice")
EXPORTED = ["kind", "scope", "written", "means", "meaning", "learnt_by", "learnt_at", "reason"]
STARTS_FORMULA = r"^[=+\-@\t\r]"


def kinds() -> dict[str, str]:
    """What a spelling may be of, in words."""
    return {one: say(f"about.{one}") for one in KINDS}


def lessons() -> pl.DataFrame:
    """Every spelling with what it is of and what it means, in words."""
    found = rulings.lessons(data.known_at())
    if found.is_empty():
        return found
    about = (
        pl.when(pl.col("kind") == "heading")
        .then(pl.lit("heading"))
        .otherwise(pl.col("scope").replace_strict(ABOUT, default="choice"))
    )
    units = data.names(data.frame("unit__choices"), "unit_id", "unit_name")
    unit = pl.col("means").replace_strict(units, default=pl.col("means"), return_dtype=pl.String)
    meaning = pl.when(pl.col("scope") == "unit").then(unit).otherwise(pl.col("meaning"))
    return found.with_columns(about=about, meaning=meaning)


def narrowed(found: pl.DataFrame, about: str | None, search: str) -> pl.DataFrame:
    """The spellings of one kind, or those that hold a text."""
    kept = data.where(found, about=about or "all")
    either = pl.col("written").str.contains(search, literal=True) | pl.col("meaning").str.contains(search, literal=True)
    return kept.filter(either) if search else kept


def export(found: pl.DataFrame) -> None:
    """The table as a file that spreadsheet programs open, with nothing in it that they would run."""
    st.download_button(
        say("names.export"),
        data=who.taken(partial(as_csv, found), {"table": "names"}),
        file_name="names.csv",
        mime="text/csv",
        on_click="ignore",
    )


def as_csv(found: pl.DataFrame) -> bytes:
    """The rows as CSV with a byte-order mark, by which spreadsheet programs know UTF-8."""
    harmless = [
        pl.when(pl.col(name).str.contains(STARTS_FORMULA)).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name, kind in found.schema.items()
        if kind == pl.String and name in EXPORTED
    ]
    return b"\xef\xbb\xbf" + found.with_columns(harmless).select(EXPORTED).write_csv().encode()


def revocation(found: pl.DataFrame) -> None:
    """One spelling chosen and forgotten; files handed in from then on are asked about it again."""
    parts.heading("names.revoke")
    lines = [say("names.line", **row) for row in found.select("written", "meaning").iter_rows(named=True)]
    chosen = st.selectbox(
        say("names.which"), lines, index=None, key="revoked", placeholder=say("names.choose"), filter_mode="contains"
    )
    row = found.row(lines.index(chosen), named=True) if chosen in lines else None
    forget = partial(rulings.forget, row)
    st.button(say("names.revoke"), key="revoke", disabled=row is None, on_click=forget)
