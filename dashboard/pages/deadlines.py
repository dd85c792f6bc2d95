"""What falls due when, and for each deadline: who has met it, who has not, and who was late?"""

import streamlit as st

from dashboard import charts, data, filters, lights, met, months, parts, tables
from dashboard.words import say

HORIZONS = ("past", "this_week", "next_week", "later")
VIEWS = ("board", "calendar")


def falls_due() -> None:
    """What falls due, side by side by how soon, or on the days of a month."""
    view = filters.one_segment("view", say("filter.view"), {one: say(f"deadlines.{one}") for one in VIEWS})
    if view == "calendar":
        calendar()
    else:
        board()


def calendar() -> None:
    """The days of a month with what falls due on them."""
    known = data.frame("deadlines__months")
    named = {month: month for month in known["month"]}
    month = filters.one_segment("month", say("filter.month"), named, known["usual_month"][0])
    parts.note("calendar.sentence")
    st.markdown(months.legend())
    months.grid(data.frame("deadlines__calendar", month=month))


def board() -> None:
    """Each deadline as a bar, by how soon it is."""
    found = data.frame("deadlines__board")
    parts.note("deadlines.sentence")
    st.markdown(lights.legend())
    for horizon in HORIZONS:
        falls = data.where(found, horizon=horizon)
        if falls.height:
            parts.heading(f"deadlines.{horizon}")
            opens = parts.by_row(falls, tables.TO_DEADLINE.ways())
            parts.draw(charts.statuses_by_deadline(falls), horizon, falls, opens)


parts.kept(falls_due)
parts.kept(met.who_has)
