"""Who handed in what and when, what was found in it, and what would taking it back undo?"""

import streamlit as st

from dashboard import data, filters, history, parts, tables
from dashboard.words import say

COLUMNS = [
    "upload_state",
    "file_name",
    "report_on",
    "loaded_at",
    "loaded_by",
    "row_count",
    "finding_count",
    "withdrawn_at",
    "withdrawn_by",
    "withdraw_reason",
]


def listed() -> None:
    """The choices and the uploads that they leave."""
    with st.grid(4, min_column_width=165):
        search = filters.search_text("search", say("filter.search_upload"))
        by = filters.one_of("by", say("column.loaded_by"), people["loaded_by"].to_list())
        state = filters.one_worded("state", say("column.upload_state"), history.states())
    # Without a day chosen every upload is listed, one of a later day that was withdrawn too.
    told_by = data.reading().as_of
    uploads = data.frame("uploads__list", search=search, loaded_by=by, upload_state=state, told_by=told_by)
    parts.note("uploads.sentence", count=uploads.height)
    tables.upload_table(uploads, COLUMNS, "uploads.list")


parts.behind()
upload = history.chosen_upload()
if upload:
    history.upload_line(upload)
    history.finish(upload)
    history.turn(upload)
    history.findings(upload)
    history.rows(upload)
    st.stop()

people = data.frame("uploads__people")
if people.is_empty():
    parts.nothing("uploads.none")
    st.stop()

parts.kept(listed)
