"""What was extended or exempted: asked and granted when, by whom, why, and what did it do to the deadline?"""

import streamlit as st

from dashboard import data, parts, tables, waiving

COLUMNS = [
    "requirement_title",
    "waiver_type",
    "new_due_on",
    "waiver_reason",
    "approver",
    "upload_id",
    "place",
    "timing",
    "did",
]

parts.behind()
waivers = data.frame("waivers__list")
if waivers.is_empty():
    parts.nothing("waivers.none")
    waiving.entry()
    st.stop()

shown = waiving.narrowed(waivers)
parts.note("waivers.sentence", count=shown.height)
tables.waiver_table(shown, COLUMNS, "waivers.list")
waiving.one_waiver(shown)
waiving.entry()
