"""What is wrong in the files handed in, what would they change, and shall they be taken?"""

import streamlit as st

from dashboard import data, desk, office, parts, verdicts

parts.behind()
one = desk.chosen_batch()
if one is None:
    desk.reception()
    st.stop()

desk.batch_line(one)
desk.rounds(one)
results = parts.wait(office.checking(one, None), "upload.checking")
report_on = desk.report_date(results) if results else None
if report_on:
    results = parts.wait(office.checking(one, report_on), "upload.checking")
if not results:
    st.stop()

desk.files(results)
if verdicts.is_settled(results):
    desk.finish(one)
    st.stop()

unit_names = data.names(data.frame("unit__choices"), "unit_id", "unit_name")
desk.names(results)
desk.findings(results)
desk.handed_back(one, results, report_on)
desk.changes(results, unit_names)
place = st.container()
desk.acceptance(one, results, report_on, unit_names)
with place:
    desk.preview(one, results, report_on)
