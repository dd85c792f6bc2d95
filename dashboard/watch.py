"""A page that stays open is drawn again when another build is published, so that a screen on a wall keeps up."""

from __future__ import annotations

import time
from dataclasses import dataclass

import streamlit as st

from dashboard import data, drawing, filters, shown, standing, store, who, words
from dashboard.words import say

SECONDS = 10.0
# Pages that somebody asked for come first; for so long a page that keeps up by itself gives way to them.
MOST_SECONDS_BEHIND = 30.0
BEHIND_SINCE = "behind_since"
# Where somebody may be in the middle of something; there the page asks before it is drawn again.
AT_WORK = ("upload", "uploads", "waivers", "readings", "names", "sql", "accounts")


@dataclass(frozen=True)
class Seen:
    """What a page was drawn from: the published build, if there was one, and the quarter of an hour."""

    published: store.Snapshot | None
    quarter: int


def seen() -> Seen:
    """What a page that is drawn now is drawn from."""
    try:
        published = shown.build()
    except (store.NoStore, store.NotPublished, store.Damaged):
        published = None
    return Seen(published, data.quarter())


def over(page: str) -> None:
    """Watch over this page, unless it shows a past that does not move."""
    st.session_state.pop(BEHIND_SINCE, None)
    if not filters.number_in_address(filters.KNOWN_AT, filters.KNOWN_CHOICE):
        _look(seen(), page in AT_WORK)


@st.fragment(run_every=SECONDS)
def _look(drawn: Seen, at_work: bool) -> None:
    # Whoever was shut out meanwhile is told by the page that is drawn then.
    try:
        who.who()
    except who.NotSignedIn:
        st.rerun()
    now = seen()
    if now == drawn:
        return
    if not at_work and is_time():
        st.rerun()
    if at_work and now.published != drawn.published:
        _offer()


def is_time() -> bool:
    """Whether a page that is behind is drawn again now: when nobody waits for the turn, or it was behind for long."""
    since: float = st.session_state.setdefault(BEHIND_SINCE, time.monotonic())
    return drawing.is_free() or time.monotonic() - since > MOST_SECONDS_BEHIND


def _offer() -> None:
    # A fragment that runs by itself starts with no language chosen.
    words.speak(standing.chosen_language())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="newer"):
        st.markdown(say("chrome.newer"), width="content")
        if st.button(say("chrome.show_newer"), key="show_newer"):
            st.rerun()
