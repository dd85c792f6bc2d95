"""How does the campaign stand: what is done against what is due, who is overdue, what falls due, what moved?"""

import streamlit as st

from dashboard import charts, data, filters, glance, lights, matrix, parts, printing, rates, tables
from dashboard.words import day, percent, say

ROWS = 8
GROUPINGS = {"guidance_group": "group", "unit_class": "class"}

head = data.row("overview__headline")
curve = data.frame("overview__curve")
plans = data.frame("overview__action_plans")
soon = data.frame("overview__due_soon", row_limit=ROWS)


def grouped() -> None:
    """Units against requirements, groups side by side and the worst units; by guidance group or by class."""
    has_groups = data.frame("overview__groups", grouping="guidance_group", row_limit=matrix.MOST_GROUPS).height > 0
    offered = [one for one in GROUPINGS if one != "guidance_group" or has_groups]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        with st.container(key="matrix_title", width="content"):
            parts.heading("overview.matrix")
        grouping = filters.one_segment("by", say("overview.by"), {one: say(f"column.{one}") for one in offered})
    groups = data.frame("overview__groups", grouping=grouping, row_limit=matrix.MOST_GROUPS)
    with st.container(key="matrix"):
        matrix.of_groups(groups, grouping, GROUPINGS[grouping], head["unit_count"])
    left, right = st.columns(2, gap="large")
    with left:
        parts.heading("overview.groups")
        parts.note("overview.bars")
        glance.groups(groups.head(matrix.MOST_BARS), GROUPINGS[grouping])
    with right:
        parts.heading("overview.worst")
        tables.unit_links(data.frame("overview__worst_units", row_limit=ROWS), lights.troubles, "overview.worst")


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
glance.tiles(head, curve, soon)
glance.statuses(head)

left, right = st.columns(2, gap="large")
with left:
    if plans.height:
        parts.heading("overview.action_plans")
        glance.action_plans(plans)
with right if plans.height else left:
    parts.heading("overview.due_soon")
    glance.deadlines(soon)

parts.kept(grouped)

left, right = st.columns(2, gap="large")
with left:
    parts.heading("overview.curve")
    parts.draw(charts.done_against_due_by_day(curve), "curve", curve)
with right:
    parts.heading("overview.overdue")
    glance.overdue(data.frame("overview__overdue", row_limit=ROWS))

parts.heading("overview.movements")
glance.movements(data.frame("overview__movements"))
rates.side_by_side(head)

printing.sheet("overview")
