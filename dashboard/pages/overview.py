"""How does the campaign stand: what is done against what is due, who is overdue, what falls due, what moved?"""

import streamlit as st

from dashboard import behind, charts, data, filters, glance, matrix, parts, printing, rates, tables, takeaway
from dashboard.words import say

ROWS = 8
GROUPINGS = {"guidance_group": "group", "unit_class": "class"}

head = data.row("overview__headline")
curve = data.frame("overview__curve")
plans = data.frame("overview__action_plans")
soon = data.frame("overview__due_soon", row_limit=ROWS)
worst = data.frame("overview__worst_units", row_limit=ROWS)


def grouped() -> None:
    """Units against requirements and groups side by side, by guidance group or by class; and the worst units."""
    has_groups = data.frame("overview__groups", grouping="guidance_group", row_limit=matrix.MOST_GROUPS).height > 0
    offered = {one: say(f"column.{one}") for one in GROUPINGS if has_groups or one != "guidance_group"}
    grouping = filters.by_link("by", say("overview.by"), offered, next(iter(offered)))
    groups = data.frame("overview__groups", grouping=grouping, row_limit=matrix.MOST_GROUPS)
    parameter = GROUPINGS[grouping]
    switch = parts.switch("by", say("overview.by"), offered, grouping, is_of_page=True)
    headed = glance.headed("overview.matrix", switch if len(offered) > 1 else None)
    of_groups = matrix.of_groups(groups, grouping, parameter, head["unit_count"])
    bars = glance.groups(groups.head(matrix.MOST_BARS), parameter)
    parts.show(headed, *of_groups, glance.sides(bars, glance.worst(worst)))
    filters.field_of_links(say("matrix.open"))


def taken_along() -> None:
    """All that can be taken along from here, under one button, made ready when it is pressed."""
    with takeaway.together("overview", say("overview.take")) as is_open:
        if is_open:
            printing.offer(say("take.print"), "overview")
            tables.take_numbers(curve, "curve", charts.description(figure))
            for found, name in ((worst, "worst"), (overdue, "overdue"), (soon, "due_soon"), (plans, "action_plans")):
                tables.take_numbers(found, f"overview.{name}", say(f"overview.{name}_title"))


plans_and_soon = [glance.action_plans(plans)] if plans.height else []
plans_and_soon.append(glance.deadlines(soon))
parts.show(glance.lead(head), glance.tiles(head, curve, soon), glance.statuses(head), glance.sides(*plans_and_soon))

# What takes the browser longest is sent first, so that it is drawn while the rest is still made.
above = st.container()
parts.show(glance.headed("overview.curve"))
figure = charts.done_against_due_by_day(curve)
opens = parts.by_place(curve, lambda row: row["day_on"], tables.TO_DAY.ways())
parts.picture(charts.opening(figure, opens), "open_curve")
with above:
    parts.kept(grouped)
overdue, moved = data.frame("overview__overdue", row_limit=ROWS), data.frame("overview__movements")
parts.show(behind.below("curve"), glance.sides(glance.overdue(overdue), glance.movements(moved)))
rates.side_by_side(head)

parts.kept(taken_along)
