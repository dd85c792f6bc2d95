"""Which units are there, and how does each stand? Narrowed by class, group, status or name; worst first."""

import streamlit as st

from dashboard import data, filters, lights, parts, rates, tables
from dashboard.words import say

COLUMNS = [
    "worst_status",
    "completed_count",
    "expected_count",
    "completed_ratio",
    "overdue_count",
    "incomplete_count",
    "needs_review_count",
    "due_soon_count",
    "next_due_on",
    "last_report_on",
    "unit_class",
    "guidance_group",
    "active_until_on",
    "merged_into",
    "unit_id",
]

choices = data.choices(data.frame("units__choices"))
with st.grid(4, min_column_width=165):
    unit_class = filters.one_of("class", say("column.unit_class"), choices.get("unit_class", []))
    groups = choices.get("guidance_group", [])
    guidance_group = filters.one_of("group", say("column.guidance_group"), groups) if groups else None
    status = filters.one_worded("status", say("filter.status"), {one: lights.word(one) for one in lights.STATUSES})
    search = filters.search_text("search", say("filter.search"))

chosen = {"unit_class": unit_class, "guidance_group": guidance_group, "status": status, "search": search}
units = data.frame("units__list", **chosen)
parts.note("units.sentence", count=units.height)
tables.unit_table(units, COLUMNS, "units.list")
rates.side_by_side(data.row("units__rates", **chosen))
