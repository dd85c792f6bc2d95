"""How do the action plans stand: milestones in time, what each week added, who is silent, what is supervised?"""

import streamlit as st

from dashboard import charts, data, filters, parts, phrases, tables, weeks
from dashboard.words import say

WEEKS_SHOWN = 8
MILESTONES = [
    "milestone_status",
    "milestone_id",
    "milestone_title",
    "due_on",
    "completion_ratio",
    "expected_ratio",
    "completed_amount",
    "target",
    "unit_of_measure",
    "last_counted_on",
    "owner_names",
]
LISTED = ["milestone_title", "object_name", "unit_name", "supervisor_unit", "listed_on", "listed_days", "attempt_count"]
SILENT = ["action_title", "milestone_title", "owner_names", "object_name", "last_report_on", "silent_days"]
PROGRESS = [
    "milestone_title",
    "unit_name",
    "object_name",
    "progress_state",
    "counted_on",
    "cumulative_amount",
    "unit_of_measure",
    "completion_ratio",
]

plans = data.frame("overview__action_plans")
if plans.is_empty():
    parts.nothing("action_plans.none")
    st.stop()

parts.note("action_plans.sentence")
parts.draw(
    charts.action_plans_against_expected(plans), "action_plans", plans, parts.by_row(plans, tables.TO_PLAN.ways())
)

action_id = filters.any_id("action", say("column.action_title"), data.names(plans, "action_id", "action_title"))
milestones = data.frame("action_plans__milestones", action_id=action_id)
silent = data.frame("action_plans__silent", action_id=action_id)
parts.heading("action_plans.silent")
parts.note("action_plans.silent_note", days=milestones["stale_days"][0])
tables.first_rows(silent, SILENT, "action_plans.silent")
listed = data.frame("action_plans__listed", action_id=action_id)
parts.heading("action_plans.listed")
tables.first_rows(listed, LISTED, "action_plans.listed")

parts.heading("action_plans.milestones")
parts.note("action_plans.gantt_note")
parts.draw(
    charts.milestones_by_time(milestones), "milestones", milestones, parts.by_row(milestones, tables.TO_PLAN.ways())
)

parts.heading("action_plans.table")
tables.plain_table(milestones, MILESTONES, "action_plans.table")
phrases.resting(data.frame("action_plans__readings", action_id=action_id))

parts.heading("action_plans.weeks")
parts.note("action_plans.weeks_note")
weeks.table(data.frame("action_plans__weeks", action_id=action_id, row_limit=WEEKS_SHOWN))

if action_id:
    parts.heading("action_plans.progress")
    tables.plain_table(data.frame("action_plans__progress", action_id=action_id), PROGRESS, "action_plans.progress")
