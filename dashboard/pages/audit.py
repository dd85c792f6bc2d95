"""What was done here, by whom, when and from where, and is the log whole?"""

import streamlit as st

from dashboard import filters, log, parts, tables, who
from dashboard.words import say

who.required("manage")
kind = filters.one_worded("done", say("column.done_kind"), log.kinds())
faults = log.faults()
if faults:
    st.error(say("audit.broken", count=len(faults)))
else:
    parts.note("audit.whole")
found = log.latest(kind)
if found.is_empty():
    parts.nothing("audit.none")
    st.stop()
parts.note("audit.shown", count=found.height, most=log.MOST)
tables.first_rows(found, ["audit_number", "done_at", "done_by", "origin", "done_kind", "done_what"], "audit.list")
