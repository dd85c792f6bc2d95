"""A month as a grid, weeks as rows: what falls due on each day and how much of it is open; a click lists it."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, lights
from dashboard.words import day, say

DAYS_A_WEEK = 7
NARROWEST = 42
LIGHTS = ("overdue", "due_soon", "not_due", "done")


def grid(days: pl.DataFrame) -> None:
    """The days of the weeks of a month."""
    with st.grid(DAYS_A_WEEK, wrap=False, min_column_width=NARROWEST, gap="xsmall", key="month_grid"):
        for number in range(1, DAYS_A_WEEK + 1):
            st.markdown(f"**{say(f'weekday.d{number}')}**", text_alignment="center")
        for one in days.iter_rows(named=True):
            with st.container(gap=None, height="stretch", horizontal_alignment="center"):
                _day(one)


def _day(one: dict[str, Any]) -> None:
    number, due_day = one["day_on"].day, one["due_day"]
    chosen = st.button(
        f"**{number}**" if one["due_count"] else str(number),
        key=f"due_{due_day}",
        type="tertiary",
        disabled=not one["due_count"],
        help=say("calendar.day", day=day(one["day_on"]), due=one["due_count"], open=one["open_count"]),
        on_click=partial(look, due_day),
    )
    # What falls due on a day is listed in another piece of the page.
    if chosen:
        st.rerun()
    lines = [mark(one), f"/ {one['due_count']}"] if one["due_count"] else []
    lines += [f":red[{say('chrome.as_of')}]"] if one["is_today"] else []
    if lines:
        st.markdown("  \n".join(lines), text_alignment="center")


def mark(one: dict[str, Any]) -> str:
    """How much of a day is open, with the light of the day."""
    light = lights.STATUSES[one["status"]]
    return f":{light.badge}-badge[{light.mark}{one['open_count'] or ''}]"


def legend() -> str:
    """What the lights of days mean."""
    return " ".join(
        f":{lights.STATUSES[one].badge}-badge[{lights.STATUSES[one].mark} {say(f'calendar.{one}')}]" for one in LIGHTS
    )


def look(due: str) -> None:
    """List from now on what falls due on this day."""
    filters.look_at("due", due)
    filters.leave("requirement")
