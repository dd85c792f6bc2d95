"""The pieces of the page of movements: the earlier moment, what moved since, counted and told one by one."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import streamlit as st

from dashboard import compare, data, filters, parts, past, standing, tables
from dashboard.compare import Built
from dashboard.words import full_day, say

FROM, KNOWN_FROM, KNOWN_FROM_CHOICE = "from", "known_from", "known_from_choice"
WEEK = timedelta(days=7)
COUNTS = ["move_count", "better_count", "worse_count", "unit_count"]
COLUMNS = [
    "status_before",
    "status",
    "requirement_title",
    "bearer_name",
    "move_reasons",
    "due_on_before",
    "due_on",
    "done_on_before",
    "done_on",
    "because",
    "words_before",
    "words_after",
]


def earlier_moment() -> Built | None:
    """The moment that the page's own is compared with: a week before and all that is known, unless the reader says."""
    facts = data.row("chrome__facts")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        last = data.reading_day()
        first = min(facts["starts_on"], last)
        usual = max(first, last - WEEK)
        day = filters.day_from(FROM, say("moves.from"), say("moves.from_help"), usual, first, last)
        asked = filters.number_in_address(KNOWN_FROM, KNOWN_FROM_CHOICE)
        first_choice, label = say("moves.known_same"), say("moves.known_from")
        entries = past.entries(asked)
        number = standing.ledger_choice(
            KNOWN_FROM, KNOWN_FROM_CHOICE, first_choice, entries, label, say("moves.known_from_help")
        )
    standing.tell_unknown(KNOWN_FROM, KNOWN_FROM_CHOICE, entries)
    build = past.known(number) if number else data.reading().published
    return Built(build, day) if build else None


def between(since: Built) -> pl.DataFrame:
    """What moved from that moment to the page's own."""
    return data.in_language(compare.moves(since, Built(data.reading().published, data.reading_day())))


def lead(since: Built, found: pl.DataFrame) -> None:
    """In one sentence, how much moved, for the better and for the worse."""
    counts = compare.counted(found).row(0, named=True) if found.height else dict.fromkeys(COUNTS, 0)
    parts.lead(
        "moves.sentence",
        before=full_day(since.as_of),
        after=full_day(data.reading_day()),
        **{name: counts[name] for name in COUNTS},
    )


def reasons(found: pl.DataFrame) -> dict[str, str]:
    """The reasons that occur, in words."""
    seen = set(found["move_reason"].to_list())
    return {one: say(f"move_reason.{one}") for one in compare.REASONS if one in seen}


def counts(found: pl.DataFrame, by: str, section: str) -> None:
    """How many moved, by something."""
    tables.plain_table(compare.counted(found, by), [by, *COUNTS], section)


def units(found: pl.DataFrame, section: str) -> None:
    """How many moved in each unit, with a link to it."""
    tables.unit_table(compare.counted(found, "unit_id", "unit_name"), COUNTS[:-1], section)


def told(found: pl.DataFrame) -> pl.DataFrame:
    """Each movement with all its reasons in words."""
    words = {one: say(f"move_reason.{one}") for one in compare.REASONS}
    codes = pl.concat_str("move_reason", "other_reasons", separator=" ").str.strip_chars().str.split(" ")
    worded = codes.list.eval(pl.element().replace_strict(words)).list.join(say("moves.and"))
    return found.with_columns(worded.alias("move_reasons"))
