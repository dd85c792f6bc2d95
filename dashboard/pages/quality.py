"""What is open in the data: which findings nobody has settled, of which units, of what kind and how old?"""

import streamlit as st

from dashboard import data, filters, lights, parts, tables
from dashboard.words import day_count, say

KINDS = ("name", "roster", "date", "number", "choice", "missing", "row", "cell", "sheet", "other")
AGES = ("week", "fortnight", "older")
SEVERITIES = ("error", "question", "warning")

head = data.row("quality__headline")
parts.lead(
    "quality.sentence" if head["row_finding_count"] else "quality.clear",
    rows=head["row_finding_count"],
    warnings=head["warning_count"],
    units=head["unit_count"],
    oldest=day_count(head["oldest_days"]),
)

with st.grid(4, min_column_width=165):
    narrowed = {
        "severity": filters.one_worded(
            "severity", say("filter.severity"), {one: lights.severity_word(one) for one in SEVERITIES}
        ),
        "finding_kind": filters.one_worded(
            "kind", say("column.finding_kind"), {one: say(f"finding_kind.{one}") for one in KINDS}
        ),
        "age_group": filters.one_worded("age", say("filter.age"), {one: say(f"age.{one}") for one in AGES}),
        "search": filters.search_text("search", say("filter.search")),
    }

left, right = st.columns(2, gap="large")
with left:
    parts.heading("quality.kinds")
    tables.plain_table(
        data.frame("quality__kinds", **narrowed),
        ["severity", "finding_kind", "finding_count", "week_count", "fortnight_count", "older_count"],
        "quality.kinds",
    )
with right:
    parts.heading("quality.units")
    tables.unit_table(
        data.frame("quality__units", **narrowed),
        ["error_count", "question_count", "warning_count", "oldest_days", "guidance_group"],
        "quality.units",
    )

parts.heading("quality.findings")
tables.first_rows(
    data.frame("quality__findings", **narrowed),
    ["severity", "age_days", "unit_name", "file_name", "place", "found", "message", "suggestion", "upload_id"],
    "quality.findings",
)
