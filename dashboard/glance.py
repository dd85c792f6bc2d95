"""The pieces of the overview: figures that are doors to the lists behind them, and bars in rows that are links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import polars as pl
import streamlit as st

from dashboard import charts, lights, parts, sparks, tables
from dashboard.words import day, percent, plain, say, share

DAYS = 29
BAR_WIDTH, FIGURES_WIDTH = 100, 236
Row = dict[str, Any]


def tiles(head: Row, curve: pl.DataFrame, soon: pl.DataFrame) -> None:
    """Done, on time, overdue, soon due and waiting, each with its course or its countdown and the way to its list."""
    past = curve.filter(pl.col("day_on") <= head["as_of"]).tail(DAYS)
    with st.grid(5, min_column_width=165):
        with _tile("completed", tables.UNITS_PAGE, "glance.to_units"):
            parts.rate("metric.completed", *_rate(head, "completed"), border=False)
            _course(past, "completed_ratio", "metric.completed")
        with _tile("on_time", tables.UNITS_PAGE, "glance.to_late", status="done_late"):
            parts.rate("metric.on_time", *_rate(head, "on_time"), border=False)
            _course(past, "on_time_ratio", "metric.on_time")
        with _tile("overdue", tables.UNITS_PAGE, "glance.to_overdue", status="overdue"):
            units = head["overdue_unit_count"]
            parts.count("metric.overdue_in", head["overdue_count"], head["overdue_change"], units=units, border=False)
            _course(past, "overdue_count", "metric.overdue", lights.OVERDUE.fill)
        with _tile("soon", tables.DEADLINES_PAGE, "glance.to_deadlines"):
            open_count = say("metric.not_yet", count=head["due_soon_count"])
            parts.count("metric.due_this_week", head["due_this_week_count"], below=open_count, border=False)
            st.caption(_countdown(soon))
        with _tile("waiting", tables.REVIEWS_PAGE, "glance.to_reviews"):
            returned = say("metric.incomplete_too", count=head["incomplete_count"])
            parts.count("metric.waiting", head["needs_review_count"], below=returned, border=False)


def statuses(head: Row) -> None:
    """All obligations in one bar, and beneath it each light with its count, which leads to the units that have it."""
    counts = {status: head[f"{status}_count"] for status in lights.BAR_ORDER}
    bar = sparks.strip((lights.STATUSES[status], count) for status, count in counts.items())
    with st.container(key="strip", gap="small"):
        st.image(bar, width="stretch", alt=say("chart.statuses", total=head["obligation_count"]))
        with st.container(horizontal=True, gap="xsmall"):
            for status, count in counts.items():
                if count:
                    label = lights.counted(status, count)
                    st.page_link(tables.UNITS_PAGE, label=label, query_params={"status": status})


def action_plans(plans: pl.DataFrame) -> None:
    """Each action plan as a bullet bar: how far it is, against where it should be by now."""
    for plan in plans.iter_rows(named=True):
        bar = sparks.bullet(plan["completion_ratio"], plan["expected_ratio"])
        about = {"action": plan["action_id"]}
        _link_row(tables.ACTION_PLANS_PAGE, plan["action_title"], about, charts.reached(plan), bar)


def deadlines(soon: pl.DataFrame) -> None:
    """What falls due within the week and is not done yet, each with the days that are left."""
    if soon.is_empty():
        parts.nothing("overview.due_soon_none")
    for one in soon.iter_rows(named=True):
        told = say("glance.open_of", count=one["due_soon_count"], total=one["obligation_count"])
        about = {"requirement": one["requirement_id"]}
        figures = f"**{_left(one['days_left'])}** · {told}"
        _link_row(tables.DEADLINES_PAGE, one["requirement_title"], about, figures)


def overdue(found: pl.DataFrame) -> None:
    """Which requirements are overdue, how often and in how many units, each the way to who has not done it."""
    if found.is_empty():
        parts.nothing("overview.overdue_none")
    for one in found.iter_rows(named=True):
        told = say("glance.since", units=one["overdue_unit_count"], day=day(one["first_due_on"]))
        about = {"requirement": one["requirement_id"]}
        figures = f"{lights.counted('overdue', one['overdue_count'])} {told}"
        _link_row(tables.DEADLINES_PAGE, one["requirement_title"], about, figures)


def groups(found: pl.DataFrame, parameter: str) -> None:
    """Groups side by side, the worst first: of what was due, done on time and done late; each the way to its units."""
    for one in found.iter_rows(named=True):
        counts = one["on_time_count"], one["completed_count"], one["expected_count"]
        figures = f"{share(*counts[1:])} · **{percent(one['completed_ratio'])}**"
        name = one["group_name"] or say("chart.no_name")
        about = {parameter: one["group_name"]} if one["group_name"] else {}
        _link_row(tables.UNITS_PAGE, name, about, figures, sparks.completion(*counts))


def movements(moved: pl.DataFrame) -> None:
    """To which lights obligations have come since last week, and the way to which and why."""
    if moved.is_empty():
        parts.nothing("overview.movements_none")
        return
    with st.container(horizontal=True, gap="medium"):
        for one in moved.iter_rows(named=True):
            told = say("glance.moved", count=one["movement_count"], units=one["unit_count"])
            direction = say(f"direction.{one['direction']}")
            st.markdown(f"{direction} → {lights.badge(one['status'])} {told}", width="content")
    st.page_link(tables.MOVES_PAGE, label=say("glance.to_moves"))


@contextmanager
def _tile(name: str, page: str, way: str, **about: str) -> Iterator[None]:
    """A framed figure; all of it is the link that stands at its foot."""
    with st.container(border=True, key=f"tile_{name}", height="stretch", gap="xsmall"):
        yield
        st.page_link(page, label=say(way), query_params=about)


def _rate(head: Row, name: str) -> tuple[int, int, float | None, float | None]:
    return head[f"{name}_count"], head["expected_count"], head[f"{name}_ratio"], head[f"{name}_change_points"]


def _course(past: pl.DataFrame, name: str, label: str, colour: str = lights.NAVY) -> None:
    values = past[name].to_list()
    if sum(value is not None for value in values) > 1:
        alt = say(
            "glance.course", what=say(label, units=""), first=day(past["day_on"][0]), last=day(past["day_on"][-1])
        )
        st.image(sparks.line(values, colour), width="stretch", alt=alt)


def _countdown(soon: pl.DataFrame) -> str:
    if soon.is_empty():
        return say("glance.no_deadline")
    return say("glance.nearest", left=_left(soon["days_left"][0]), day=day(soon["due_on"][0]))


def _left(days: int) -> str:
    return say("glance.today") if days == 0 else say("glance.left_one" if days == 1 else "glance.left", days=days)


def _link_row(page: str, label: str, about: Mapping[str, str], figures: str, bar: str = "") -> None:
    """A name that leads on, its bar where it has one, and its figures."""
    if not bar:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.page_link(page, label=plain(label), query_params=about, width="stretch")
            st.markdown(figures, width="content")
        return
    key = f"bars_{'_'.join(about.values()) or label}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key=key):
        st.page_link(page, label=plain(label), query_params=about, width="stretch")
        st.image(bar, width=BAR_WIDTH, alt=f"{label}: {figures.replace('*', '')}")
        st.markdown(figures, width=FIGURES_WIDTH)
