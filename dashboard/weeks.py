"""What each week added, as a table: a line a milestone, a column a week."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl
import streamlit as st

from dashboard import behind, lists
from dashboard.words import NOTHING, plain, say, span

REST_OF_A_WEEK = timedelta(days=6)


def table(added: pl.DataFrame) -> None:
    """The weeks of the milestones given, the earliest first; a week without a report is a dash."""
    if added.is_empty():
        st.info(say("action_plans.weeks_none"))
        return
    weeks = sorted(added["week_on"].unique())
    lines: dict[str, dict[str, str]] = {}
    for row in added.to_dicts():
        line = lines.setdefault(row["milestone_id"], _line(row, weeks))
        line[_heading(row["week_on"])] = in_words(row)
    told = pl.DataFrame(list(lines.values()))
    named = told.columns[:2]
    columns = {one: lists.Column(one, str, is_figures=one not in named) for one in told.columns}
    lists.show(told, columns, say("action_plans.weeks_title"), sorts=False, short=True)
    behind.line("action_plans.weeks", key="weeks_line")


def _line(row: dict[str, Any], weeks: list[Any]) -> dict[str, str]:
    named = {
        say("column.milestone_title"): plain(row["milestone_title"]),
        say("column.unit_of_measure"): plain(row["unit_of_measure"] or NOTHING),
    }
    return named | {_heading(week): NOTHING for week in weeks}


def _heading(week: Any) -> str:
    return span(week, week + REST_OF_A_WEEK)


def in_words(row: dict[str, Any]) -> str:
    """What a week added: a number, else points of a share, with its sign."""
    if row["added_amount"] is not None:
        return f"{row['added_amount']:+,.6g}" if row["added_amount"] else "0"
    if row["added_ratio"] is None:
        return NOTHING
    return say("metric.points", points=f"{100 * row['added_ratio']:+.3g}") if row["added_ratio"] else "0"
