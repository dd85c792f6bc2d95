"""What moved between two moments, by unit and by requirement, and why?"""

import streamlit as st

from dashboard import changes, data, filters, parts, tables
from dashboard.words import say

since = changes.earlier_moment()
if since is None:
    st.stop()

found = changes.between(since)
changes.lead(since, found)
if found.is_empty():
    parts.nothing("moves.none")
    st.stop()

parts.heading("moves.reasons")
changes.counts(found, "move_reason", "moves.reasons")

with st.grid(4, min_column_width=165):
    reason = filters.one_worded("reason", say("column.move_reason"), changes.reasons(found))
shown = data.where(found, move_reason=reason or "all")
left, right = st.columns(2, gap="large")
with left:
    parts.heading("moves.units")
    changes.units(shown, "moves.units")
with right:
    parts.heading("moves.requirements")
    changes.counts(shown, "requirement_title", "moves.requirements")

parts.heading("moves.list")
parts.note("moves.list_note", count=shown.height)
tables.unit_table(changes.told(shown), changes.COLUMNS, "moves.list")
