"""How does the campaign stand: what is done against what is due, who is overdue, what falls due, what moved?"""

import streamlit as st

from dashboard import charts, data, filters, glance, matrix, parts, printing, rates, tables
from dashboard.words import say

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
        parts.heading("overview.matrix")
        grouping = filters.one_segment("by", say("overview.by"), {one: say(f"column.{one}") for one in offered})
    groups = data.frame("overview__groups", grouping=grouping, row_limit=matrix.MOST_GROUPS)
    worst = data.frame("overview__worst_units", row_limit=ROWS)
    parameter = GROUPINGS[grouping]
    of_groups = matrix.of_groups(groups, grouping, parameter, head["unit_count"])
    bars = glance.groups(groups.head(matrix.MOST_BARS), parameter)
    parts.show(*of_groups, glance.sides(bars, glance.worst(worst)))
    tables.take_numbers(worst, "overview.worst", say("overview.worst_title"))


plans_and_soon = [glance.action_plans(plans)] if plans.height else []
plans_and_soon.append(glance.deadlines(soon))
parts.show(glance.lead(head), glance.tiles(head, curve, soon), glance.statuses(head), glance.sides(*plans_and_soon))

# What takes the browser longest is sent first, so that it is drawn while the rest is still made.
above = st.container()
parts.heading("overview.curve")
opens = parts.by_place(curve, lambda row: row["day_on"], tables.TO_DAY.ways())
parts.draw(charts.done_against_due_by_day(curve), "curve", curve, opens)
with above:
    parts.kept(grouped)
overdue, moved = data.frame("overview__overdue", row_limit=ROWS), data.frame("overview__movements")
parts.show(glance.sides(glance.overdue(overdue), glance.movements(moved)))
rates.side_by_side(head)

printing.sheet("overview")
