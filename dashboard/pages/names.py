"""Which spellings of names and headings are known, by whom and since when, and shall one be forgotten?"""

import streamlit as st

from dashboard import filters, known, parts, past, tables
from dashboard.words import say

lessons = known.lessons()
if lessons.is_empty():
    parts.nothing("names.none")
    st.stop()

with st.grid(4, min_column_width=165):
    about = filters.one_worded("about", say("column.about"), known.kinds())
    search = filters.search_text("search", say("filter.search_name"))

shown = known.narrowed(lessons, about, search)
parts.note("names.sentence", count=shown.height)
tables.first_rows(shown, ["about", "written", "meaning", "learnt_by", "learnt_at", "reason"], "names.list")
known.export(shown)
if not past.is_chosen():
    known.revocation(shown)
