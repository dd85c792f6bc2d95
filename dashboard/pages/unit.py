"""How does one unit stand: what it owes, what is done, what exactly is missing, and which files say so?"""

import streamlit as st

from dashboard import charts, data, filters, parts, phrases, rates, tables, waiving
from dashboard.words import day, say

BALLOTS = ["evaluated_on", "evaluation_form", "issued_count", "returned_count", "valid_count", "returned_ratio"]
BALLOTS += ["category_count", "withheld"]

names = data.names(data.frame("unit__choices"), "unit_id", "unit_name")
unit_id = filters.one_id("unit", say("column.unit_name"), names)
unit = data.row("unit__summary", unit_id=unit_id)

parts.title(unit["unit_name"])
parts.facts(unit, ["unit_id", "unit_class", "guidance_group", "contact_leader", "member_count", "leader_count"])
waiving.comings_and_goings(unit, data.frame("unit__mergers", unit_id=unit_id))
with st.grid(4, min_column_width=165):
    parts.rate("metric.completed", unit["completed_count"], unit["expected_count"], unit["completed_ratio"])
    parts.rate("metric.on_time", unit["on_time_count"], unit["expected_count"], unit["on_time_ratio"])
    parts.count("metric.overdue", unit["overdue_count"], below=say("unit.incomplete", count=unit["incomplete_count"]))
    parts.count("metric.due_soon", unit["due_soon_count"], below=say("unit.next_due", day=day(unit["next_due_on"])))

rates.side_by_side(unit)

parts.heading("unit.obligations")
parts.note("unit.to_trace")
owed = data.frame("unit__requirements", unit_id=unit_id)
tables.plain_table(
    owed,
    ["status", "requirement_title", "due_on", "done_on", "bearers", "reason", "clause_id", "readings"],
    "unit.obligations",
    tables.TO_TRACE,
)
phrases.resting(data.frame("unit__readings", unit_id=unit_id))

branches = data.frame("unit__bearers", unit_id=unit_id)
if branches.height:
    parts.heading("unit.branches")
    tables.plain_table(
        branches,
        ["status", "requirement_title", "bearer_name", "due_on", "done_on", "reason"],
        "unit.branches",
        tables.TO_TRACE,
    )

waiving.of_unit(data.frame("unit__waivers", unit_id=unit_id))
reviews = data.frame("unit__reviews", unit_id=unit_id)
if reviews.height:
    parts.heading("unit.reviews")
    tables.plain_table(
        reviews, ["material_type", "branch_name", "reviewer", "since_on", "check_count", "reason"], "unit.reviews"
    )

ballots = data.frame("unit__ballots", unit_id=unit_id)
if ballots.height:
    parts.heading("unit.ballots")
    tables.plain_table(ballots, BALLOTS, "unit.ballots")
    answers = data.frame("unit__evaluations", unit_id=unit_id)
    if answers.height:
        parts.draw(charts.answers_by_dimension(answers), "answers", answers)
        parts.note("unit.answers_note", unit_class=unit["unit_class"])

parts.heading("unit.evidence")
tables.plain_table(
    data.frame("unit__evidence", unit_id=unit_id),
    ["happened_on", "recorded_on", "sheet", "evidence_type", "branch_id", "file_name", "sheet_name", "row_number"],
    "unit.evidence",
)

parts.heading("unit.uploads")
tables.plain_table(
    data.frame("unit__uploads", unit_id=unit_id),
    ["upload_number", "report_on", "file_name", "row_count", "loaded_at", "loaded_by"],
    "unit.uploads",
)
