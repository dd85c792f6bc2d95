"""What else do the data say? An analyst's own query, its result, and the ways to keep and share it."""

import streamlit as st

from dashboard import asking, drawing, parts, sandbox_limits, saved, sql_results, sql_saved
from dashboard.sql_runs import page_limits

asking.warm()
shares = sandbox_limits.of_all()
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="sql_lead"):
    parts.note("sql.lead", seconds=page_limits().seconds, rows=f"{shares.page_rows:,}")
    sql_saved.choose()
sql_saved.note()
editor, fields, below = st.container(), st.container(), st.container()

wanted = asking.wish()
with fields:
    params = asking.values(saved.parameters(wanted.sql))
run = asking.current(wanted, params) if wanted.sql.strip() and params is not None else None
if run:
    drawing.is_over(run, asking.SOON)
with editor:
    marked = asking.editor(wanted, run)
with below:
    if run is None:
        parts.note("sql.params_note" if params is None else "sql.nothing_yet")
    else:
        asking.watch(run)
        found = asking.trouble_of(wanted, run)
        if found and found != marked:
            st.rerun()
        if found:
            sql_results.trouble(found)
        else:
            sql_results.result(run, wanted)
            with st.container(horizontal=True, key="sql_take"):
                sql_results.take(run)
                sql_results.link(wanted)
                sql_saved.keep(wanted.sql)
sql_results.history()
