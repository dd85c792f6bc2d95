"""What falls due when, and for each deadline: who has met it, who has not, and who was late?"""

import streamlit as st

from dashboard import charts, data, filters, lights, parts, phrases, rates, tables
from dashboard.words import say

HORIZONS = ("past", "this_week", "next_week", "later")
ANSWERS = ("has_not", "late", "has", "all")

board = data.frame("deadlines__board")
parts.note("deadlines.sentence")
st.markdown(lights.legend())
for horizon in HORIZONS:
    due = data.where(board, horizon=horizon)
    if due.height:
        parts.heading(f"deadlines.{horizon}")
        parts.draw(charts.statuses_by_deadline(due), horizon)

parts.heading("deadlines.who")
requirement_id = filters.one_id(
    "requirement", say("column.requirement_title"), data.names(board, "requirement_id", "requirement_title")
)
phrases.resting(data.frame("deadlines__readings", requirement_id=requirement_id))
rates.side_by_side(data.row("deadlines__rates", requirement_id=requirement_id))
answer = filters.one_segment("answer", say("filter.answer"), {one: say(f"answer.{one}") for one in ANSWERS})
bearers = data.where(data.frame("deadlines__bearers", requirement_id=requirement_id), answer=answer)
parts.note("deadlines.bearers", count=bearers.height)
tables.bearer_table(
    bearers, ["status", "bearer_name", "due_on", "done_on", "reason", "guidance_group"], "deadlines.who"
)
