"""How is each open phrase of the plan read, by whose decision, and what would another reading change?"""

import streamlit as st

from dashboard import parts, past, phrases, tables, who

COLUMNS = [
    "phrase",
    "clause_ids",
    "read_as",
    "could_be",
    "obligation_count",
    "milestone_count",
    "decided_by",
    "decided_on",
]

parts.behind()
found = phrases.readings()
if found.is_empty():
    parts.nothing("readings.none")
    st.stop()

parts.note("readings.sentence", count=found.height)
tables.plain_table(found, COLUMNS, "readings.list")

if not past.is_chosen() and who.may("work"):
    parts.heading("readings.decide")
    one = phrases.chosen(found)
    phrases.finish(one)
    value = phrases.choice(one)
    if value and phrases.foretold(one, value):
        phrases.decision(one, value)

parts.heading("readings.history")
decisions = phrases.history()
tables.first_rows(
    decisions,
    ["decided_at", "phrase", "earlier", "later", "decided_by", "entered_by", "decision_reason"],
    "readings.history",
)
