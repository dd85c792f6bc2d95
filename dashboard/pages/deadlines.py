"""What falls due when, and for each deadline: who has met it, who has not, and who was late?"""

from typing import Any

import streamlit as st

from dashboard import charts, data, filters, lights, months, parts, phrases, rates, tables
from dashboard.words import day, say

HORIZONS = ("past", "this_week", "next_week", "later")
VIEWS = ("board", "calendar")
ANSWERS = ("has_not", "late", "has", "all")
BEARERS = [
    "status",
    "bearer_name",
    "due_on",
    "done_on",
    "lead_days",
    "late_days",
    "anchor_on",
    "apart_days",
    "reason",
    "guidance_group",
]


def overtime(row: dict[str, Any]) -> int:
    """By how many days a bar stands past the deadline."""
    return -int(row["lead_days"])


def to_answer(row: dict[str, Any]) -> str:
    """The address of this page with those listed whom a bar counts among."""
    return filters.here("deadlines", answer="late" if overtime(row) > 0 else "has")


view = filters.one_segment("view", say("filter.view"), {one: say(f"deadlines.{one}") for one in VIEWS})
if view == "calendar":
    known = data.frame("deadlines__months")
    named = {month: month for month in known["month"]}
    month = filters.one_segment("month", say("filter.month"), named, known["usual_month"][0])
    parts.note("calendar.sentence")
    st.markdown(months.legend())
    months.grid(data.frame("deadlines__calendar", month=month))
else:
    board = data.frame("deadlines__board")
    parts.note("deadlines.sentence")
    st.markdown(lights.legend())
    for horizon in HORIZONS:
        falls = data.where(board, horizon=horizon)
        if falls.height:
            parts.heading(f"deadlines.{horizon}")
            opens = parts.by_row(falls, tables.TO_DEADLINE.to)
            parts.draw(charts.statuses_by_deadline(falls), horizon, falls, opens)

parts.heading("deadlines.who")
days = data.frame("deadlines__days")
dated = {iso: day(on) for iso, on in data.names(days, "due_day", "due_on").items()}
with st.grid(2, min_column_width=240):
    due = filters.any_id("due", say("column.due_on"), dated, drops=["requirement"])
    falling = data.where(days, due_day=due or "all")
    titles = data.names(falling, "requirement_id", "requirement_title")
    requirement_id = filters.one_id("requirement", say("column.requirement_title"), titles)
chosen = {"requirement_id": requirement_id, "due": due}

phrases.resting(data.frame("deadlines__readings", requirement_id=requirement_id))
if not due:
    rates.side_by_side(data.row("deadlines__rates", requirement_id=requirement_id))
facts = data.row("deadlines__facts", **chosen)
parts.note("deadlines.facts", **facts)
leads = data.frame("deadlines__leads", **chosen)
if leads.height:
    parts.note("deadlines.leads", days=facts["middle_lead_days"])
    parts.draw(charts.obligations_by_lead(leads), "leads", leads, parts.by_place(leads, overtime, to_answer))
own = data.where(days, requirement_id=requirement_id)
if own.height > 1 and not due:
    parts.opening(own, ["due_on", "obligation_count", "done_count", "done_late_count", "open_count"], "deadlines.days")

answer = filters.one_segment("answer", say("filter.answer"), {one: say(f"answer.{one}") for one in ANSWERS})
bearers = data.where(data.frame("deadlines__bearers", **chosen), answer=answer)
parts.note("deadlines.bearers", count=bearers.height)
tables.bearer_table(bearers, BEARERS, "deadlines.who")
