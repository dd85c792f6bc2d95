"""What the pages of one run may know: all that the ledger holds, or no more than it held at an earlier number."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import data, filters, jobs, office, parts, scoped, shown, standing, store, who
from dashboard.words import day, plain, say

MOVES_PAGE = "dashboard/pages/moves.py"
ENTRIES_IN_SIGHT = 200
TOLD = ("plan", "upload", "withdrawal", "restoration", "alias", "heading", "reading")
HERE = (filters.KNOWN_AT, filters.KNOWN_CHOICE)
AFTERWARDS = ("late_upload", "withdrawal", "restoration", "decision")


def entries(number: int | None) -> dict[int, str]:
    """The latest entries of the ledger in words, and the one asked for however old it is."""
    found = data.frame("chrome__entries", row_limit=ENTRIES_IN_SIGHT, number=number)
    return {entry["entry_number"]: in_words(entry) for entry in found.iter_rows(named=True)}


def in_words(entry: dict[str, Any]) -> str:
    """One entry of the ledger: its number, what was done, on which day, by whom."""
    kind = entry["entry_kind"] if entry["entry_kind"] in TOLD else "other"
    what = say(f"entry.{kind}", what=entry["file_name"] or entry["entry_subject"] or "")
    line = say(
        "entry.line", number=entry["entry_number"], on=entry["entered_on"], by=entry["entered_by"] or "", what=what
    )
    return " ".join(line.split())


def choice() -> int:
    """The ledger number that the reader chose; 0 where all that is known is to be shown."""
    return standing.ledger_number(*HERE, offered())


def offered() -> dict[int, str]:
    """What may be chosen: the latest entries, and the one that the address names."""
    return entries(filters.number_in_address(*HERE))


def tell_unknown() -> None:
    """Say that the address names an entry that the ledger does not hold, if so."""
    standing.tell_unknown(*HERE, offered())


def published() -> store.Snapshot | None:
    """What is published, or of that what is of the reader's scope."""
    whole, scope = shown.build(), who.who().scope
    number = scoped.number_published()
    return made(scoped.known(number, scope), "chrome.building_part", number) if scope else whole


def known(number: int) -> store.Snapshot | None:
    """The build of what was known at a number, or of that what is of the reader's scope."""
    scope = who.who().scope
    return made(scoped.known(number, scope) if scope else office.known(number), "chrome.building", number)


def made(found: store.Snapshot | jobs.Job, key: str, number: int) -> store.Snapshot | None:
    """A build; where it has to be made, how far that is; nothing where it cannot be."""
    if not isinstance(found, jobs.Job):
        return found
    path = parts.wait(found, key, number=number)
    return store.built(path) if path else None


def notes(number: int, is_past_day: bool) -> None:
    """What the reader of a past day should know: that the page knows no more than then, or what moved the day since."""
    if number:
        st.info(say("chrome.known_note", entry=plain(entries(number)[number])))
    if is_past_day:
        afterwards(data.row("chrome__afterwards"))


def afterwards(row: dict[str, Any]) -> None:
    """What was entered after a day had ended and speaks of it, and the way to what that moved."""
    counts = {kind: row[f"{kind}_count"] for kind in AFTERWARDS if row and row[f"{kind}_count"]}
    if not counts:
        return
    told = say("chrome.and").join(say(f"afterwards.{kind}", count=count) for kind, count in counts.items())
    shown = data.reading_day()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(say("chrome.afterwards", day=day(shown), told=told), width="content")
        address = {"from": str(shown), "known_from": str(row["known_then"])}
        st.page_link(MOVES_PAGE, label=say("chrome.what_moved"), query_params=address, width="content")


def is_chosen() -> bool:
    """Whether the pages show no more than was known at an earlier number; then nothing can be done on them."""
    return data.known_at() is not None
