"""How does the campaign stand: what is done against what is due, who is overdue, what falls due, what moved?"""

import streamlit as st

from dashboard import charts, data, lights, parts, rates, tables
from dashboard.words import day, percent, say

ROWS = 8
head = data.row("overview__headline")

parts.lead(
    "overview.sentence",
    day=day(head["as_of"]),
    expected=head["expected_count"],
    completed=head["completed_count"],
    ratio=percent(head["completed_ratio"]),
    units=head["overdue_unit_count"],
    overdue=head["overdue_count"],
    due=head["due_this_week_count"],
)

with st.grid(4, min_column_width=165):
    parts.rate(
        "metric.completed",
        head["completed_count"],
        head["expected_count"],
        head["completed_ratio"],
        head["completed_change_points"],
    )
    parts.rate(
        "metric.on_time",
        head["on_time_count"],
        head["expected_count"],
        head["on_time_ratio"],
        head["on_time_change_points"],
    )
    parts.count(
        "metric.overdue_in",
        head["overdue_count"],
        head["overdue_change"],
        units=head["overdue_unit_count"],
    )
    parts.count(
        "metric.due_this_week",
        head["due_this_week_count"],
        below=say("metric.not_yet", count=head["due_soon_count"]),
    )

statuses = data.frame("overview__statuses")
parts.draw(charts.statuses_by_count(statuses), "statuses", statuses)
st.markdown(lights.legend(data.names(statuses, "status", "obligation_count")))
rates.side_by_side(head)

left, right = st.columns([3, 2], gap="large")
with left:
    parts.heading("overview.curve")
    curve = data.frame("overview__curve")
    parts.draw(charts.done_against_due_by_day(curve), "curve", curve)
with right:
    parts.heading("overview.worst")
    worst = data.frame("overview__worst_units", row_limit=ROWS)
    tables.unit_links(worst, lights.troubles, "overview.worst")

left, right = st.columns(2, gap="large")
with left:
    parts.heading("overview.overdue")
    overdue = data.frame("overview__overdue", row_limit=ROWS)
    tables.plain_table(
        overdue,
        ["requirement_title", "first_due_on", "overdue_count", "overdue_unit_count"],
        "overview.overdue",
        tables.TO_DEADLINE,
    )
with right:
    parts.heading("overview.due_soon")
    soon = data.frame("overview__due_soon", row_limit=ROWS)
    tables.plain_table(
        soon,
        ["due_on", "requirement_title", "due_soon_count", "obligation_count"],
        "overview.due_soon",
        tables.TO_DEADLINE,
    )

left, right = st.columns(2, gap="large")
action_plans, groups = data.frame("overview__action_plans"), data.frame("overview__guidance_groups")
with left:
    if action_plans.height:
        parts.heading("overview.action_plans")
        parts.draw(charts.action_plans_against_expected(action_plans), "action_plans", action_plans)
    parts.heading("overview.unit_classes")
    parts.note("overview.bars")
    classes = data.frame("overview__unit_classes")
    parts.draw(charts.completion_by_name(classes, "unit_class"), "unit_classes", classes)
with left if groups.height else right:
    parts.heading("overview.movements")
    moved = data.frame("overview__movements")
    tables.plain_table(moved, ["direction", "status", "movement_count", "unit_count"], "overview.movements")
with right:
    if groups.height:
        parts.heading("overview.guidance_groups")
        parts.note("overview.bars")
        parts.draw(charts.completion_by_name(groups, "guidance_group"), "guidance_groups", groups)
