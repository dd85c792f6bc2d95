"""The pieces of the page of readings: the phrases, another reading chosen, what it would change, and keeping it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import board, data, filters, moves, office, parts, reading_words, rulings, tables
from dashboard.words import full_day, plain, say

A_YEAR = timedelta(days=366)
MOST_DAYS = 366
OWN = "own"
EDGES = ("pass_from", "pass_to", "warn_from", "warn_to", "target")
REQUIREMENT = ["requirement_title", "status_before", "status", "turn_count"]
MILESTONE = ["milestone_id", "milestone_title", "milestone_status_before", "milestone_status"]

TO_READING = tables.Leads("phrase", "readings", {"reading": "reading_key"})

Reading = dict[str, Any]


def said(key: str, value: str) -> str:
    """A value in words."""
    return reading_words.in_words(key, rulings.reading_named(value))


def readings() -> pl.DataFrame:
    """Every phrase, with how it is read and what else it could mean in words."""
    return worded(data.frame("readings__list"))


def worded(found: pl.DataFrame) -> pl.DataFrame:
    """Rows of readings, with how each is read and what else it could mean in words."""
    could_be = [" / ".join(said(row["reading_key"], one) for one in others(row)) for row in found.to_dicts()]
    return found.with_columns(in_words(found, "reading_value", "read_as"), pl.Series("could_be", could_be, pl.String))


def in_words(found: pl.DataFrame, column: str, name: str) -> pl.Series:
    """A column of values in words, under another name. Said here: a thread of the frame's own has no language."""
    worded = [said(key, value) for key, value in found.select("reading_key", column).iter_rows()]
    return pl.Series(name, worded, pl.String)


def others(one: Reading) -> list[str]:
    """The values that a reading could have instead of the one it has: the plan's own and its alternatives."""
    offered = [one["plan_value"], *(part.strip() for part in (one["alternatives"] or "").split("|"))]
    return [value for value in dict.fromkeys(offered) if value and value != one["reading_value"]]


def history() -> pl.DataFrame:
    """Every decision, from what to what in words."""
    found = data.frame("readings__history", reading_key=None)
    return found.with_columns(in_words(found, "earlier_value", "earlier"), in_words(found, "reading_value", "later"))


def chosen(found: pl.DataFrame) -> Reading:
    """The phrase that the address names, or the first."""
    key = filters.one_id("reading", say("column.phrase"), data.names(found, "reading_key", "phrase"))
    one = found.row(by_predicate=pl.col("reading_key") == key, named=True)
    parts.note("readings.now", read_as=plain(one["read_as"]), why=plain(one["why"] or ""))
    return one


def choice(one: Reading) -> str | None:
    """The other value chosen, one that the plan offers or one's own; nothing while none is."""
    named = {value: say("readings.reads", read_as=said(one["reading_key"], value)) for value in others(one)}
    if one["reading_kind"] != "word":
        named[OWN] = say("readings.own")
    if not named:
        parts.note("readings.no_other")
        return None
    value = filters.one_radio(f"choice_{one['reading_key']}", say("readings.choose"), named)
    return own(one) if value == OWN else value


def own(one: Reading) -> str | None:
    """A value of one's own: a day, a number, or the edges of a band of days."""
    label, key = say(f"readings.own_{one['reading_kind']}"), f"own_{one['reading_key']}"
    if one["reading_kind"] == "band":
        return own_band(one, key)
    if one["reading_kind"] == "number":
        number = st.number_input(
            label, 0.0, float(MOST_DAYS), None, 1.0, format="%g", key=key, width=260, bind=filters.IN_ADDRESS
        )
        return None if number is None else f"{number:g}"
    facts = data.row("chrome__facts")
    day = filters.any_day(key, label, say("readings.own_help"), facts["starts_on"] - A_YEAR, facts["last_on"] + A_YEAR)
    return str(day) if day else None


def own_band(one: Reading, key: str) -> str | None:
    """A band of days from its edges; a blank edge is open."""
    value = rulings.reading_named(one["reading_value"])
    now = dict(zip(EDGES, (*value.passes, *value.warns, value.target_days), strict=True))
    st.caption(say("readings.own_band"))
    with st.grid(5, min_column_width=130):
        edges = {
            name: st.number_input(
                say(f"readings.{name}"), 0, MOST_DAYS, now[name], 1, key=f"{key}_{name}", bind=filters.IN_ADDRESS
            )
            for name in EDGES
        }
    ranges = {name: "..".join(shown(edges[f"{name}_{end}"]) for end in ("from", "to")) for name in ("pass", "warn")}
    band = f"{value.direction} target {shown(edges['target'])} pass {ranges['pass']} warn {ranges['warn']}"
    return None if edges["target"] is None else band


def shown(edge: float | None) -> str:
    """An edge as the grammar has it."""
    return "" if edge is None else f"{edge:g}"


def foretold(one: Reading, value: str) -> bool:
    """What another reading would change, worked out once it is asked for; whether it is in sight."""
    asked = f"{one['reading_key']}={value}"
    if st.query_params.get("preview") != asked:
        st.button(say("readings.preview"), key="preview", on_click=partial(look, asked))
        return False
    day = data.row("chrome__facts")["as_of"]
    flips = parts.wait(rulings.previewing_reading(one["reading_key"], value, day), "readings.previewing")
    if flips is None:
        return False
    moves.show(board.told(flips), "readings.preview", "reading_moves")
    by_requirement = pl.DataFrame(board.counted(flips), infer_schema_length=None)
    if by_requirement.height:
        parts.heading("readings.requirements")
        tables.plain_table(data.in_language(by_requirement), REQUIREMENT, "readings.requirements")
    milestones = pl.DataFrame(board.milestones_told(flips), infer_schema_length=None)
    if milestones.height:
        parts.heading("readings.milestones")
        tables.plain_table(data.in_language(milestones), MILESTONE, "readings.milestones")
    parts.note("readings.deadlines", count=flips.deadlines, day=full_day(flips.as_of))
    return True


def look(asked: str) -> None:
    """Ask for what would change; the address says so."""
    st.query_params["preview"] = asked


def decision(one: Reading, value: str) -> None:
    """Who decides and why, and the button that keeps it."""
    parts.heading("readings.keep")
    with st.grid(2, min_column_width=240):
        by = st.text_input(say("readings.by"), value=office.by_whom(), key="decided_by").strip()
        reason = st.text_input(say("readings.reason"), key="reason", placeholder=say("readings.hint")).strip()
    keep = partial(rulings.decide, one["reading_key"], value, by, reason, seen=one["reading_value"])
    st.button(say("readings.keep"), key="keep", type="primary", disabled=not (by and reason), on_click=keep)


def finish(one: Reading) -> None:
    """Wait for a decision that is under way, then show how things are now."""
    job = rulings.deciding(one["reading_key"])
    if job and not job.is_over:
        parts.wait(job, "uploads.turning")
        if job.error is None:
            filters.leave("preview", f"choice_{one['reading_key']}")
        st.rerun()
    elif job and "preview" in st.query_params:
        parts.refused(job)


def rests(found: pl.DataFrame) -> Iterator[str]:
    """The readings that something rests on, each with how it is read."""
    for row in found.iter_rows(named=True):
        read_as = plain(said(row["reading_key"], row["reading_value"]))
        yield say("readings.rest", phrase=plain(row["phrase"]), read_as=read_as)


def resting(found: pl.DataFrame) -> None:
    """On which readings what is shown rests, in one line that leads to their page."""
    if found.height:
        st.caption(say("readings.rests", readings=say("reading.then").join(rests(found))))
