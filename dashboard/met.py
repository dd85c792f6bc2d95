"""One requirement on the page of deadlines: what its deadline rests on, how early it was met, and by whom."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard import charts, data, filters, parts, phrases, rates, tables
from dashboard.words import day, say

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
    return filters.anew(answer="late" if overtime(row) > 0 else "has")


def asked() -> tuple[dict[str, Any], pl.DataFrame]:
    """The requirement that the reader looks at, of one of its days or of all, and its days."""
    days = data.frame("deadlines__days")
    dated = {iso: day(on) for iso, on in data.names(days, "due_day", "due_on").items()}
    with st.grid(2, min_column_width=240):
        due = filters.any_id("due", say("column.due_on"), dated, drops=["requirement"])
        falling = data.where(days, due_day=due or "all")
        titles = data.names(falling, "requirement_id", "requirement_title")
        requirement_id = filters.one_id("requirement", say("column.requirement_title"), titles)
    return {"requirement_id": requirement_id, "due": due}, data.where(days, requirement_id=requirement_id)


def told(chosen: dict[str, Any], days: pl.DataFrame) -> None:
    """What its deadline rests on, how many have met it, and how early."""
    phrases.resting(data.frame("deadlines__readings", requirement_id=chosen["requirement_id"]))
    if not chosen["due"]:
        rates.side_by_side(data.row("deadlines__rates", requirement_id=chosen["requirement_id"]))
    facts = data.row("deadlines__facts", **chosen)
    parts.note("deadlines.facts", **facts)
    leads = data.frame("deadlines__leads", **chosen)
    if leads.height:
        parts.note("deadlines.leads", days=facts["middle_lead_days"])
        parts.draw(charts.obligations_by_lead(leads), "leads", leads, parts.by_place(leads, overtime, to_answer))
    if days.height > 1 and not chosen["due"]:
        parts.opening(
            days, ["due_on", "obligation_count", "done_count", "done_late_count", "open_count"], "deadlines.days"
        )


def who_has() -> None:
    """One requirement in full, and who has met it."""
    parts.heading("deadlines.who")
    chosen, days = asked()
    told(chosen, days)
    answer = filters.one_segment("answer", say("filter.answer"), {one: say(f"answer.{one}") for one in ANSWERS})
    bearers = data.where(data.frame("deadlines__bearers", **chosen), answer=answer)
    parts.note("deadlines.bearers", count=bearers.height)
    tables.bearer_table(bearers, BEARERS, "deadlines.who")
