"""How do the action plans stand: their milestones in time, how far each is, and who owns it?"""

import streamlit as st

from dashboard import charts, data, filters, parts, phrases, tables
from dashboard.words import say

plans = data.frame("overview__action_plans")
if plans.is_empty():
    parts.nothing("action_plans.none")
    st.stop()

parts.note("action_plans.sentence")
parts.draw(charts.action_plans_against_expected(plans), "action_plans")

action_id = filters.one_id("action", say("column.action_title"), data.names(plans, "action_id", "action_title"))
milestones = data.frame("action_plans__milestones", action_id=action_id)
parts.heading("action_plans.milestones")
parts.note("action_plans.gantt_note")
parts.draw(charts.milestones_by_time(milestones), "milestones")

parts.heading("action_plans.table")
tables.plain_table(
    milestones,
    [
        "milestone_status",
        "milestone_id",
        "milestone_title",
        "due_on",
        "completion_ratio",
        "completed_amount",
        "target",
        "unit_of_measure",
        "owner_names",
    ],
    "action_plans.table",
)
phrases.resting(data.frame("action_plans__readings", action_id=action_id))

parts.heading("action_plans.progress")
tables.plain_table(
    data.frame("action_plans__progress", action_id=action_id),
    [
        "milestone_title",
        "unit_name",
        "object_name",
        "counted_on",
        "cumulative_amount",
        "unit_of_measure",
        "completion_ratio",
    ],
    "action_plans.progress",
)
