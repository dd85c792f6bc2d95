"""The pieces of the overview: figures that are doors to the lists behind them, and bars in rows that are links.

Each piece is one element of the page's own making: what the framework builds for every label and bar is a matter of
milliseconds each, and there are hundreds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import polars as pl

from dashboard import behind, charts, filters, lights, sparks
from dashboard.paper.html import Inside, element
from dashboard.words import change, day, percent, say, share

DAYS = 29
TROUBLES = ("overdue", "incomplete", "needs_review")
Row = Mapping[str, Any]


def lead(head: Row) -> Element:
    """The sentence that says how the campaign stands."""
    return element(
        "h2",
        say(
            "overview.sentence",
            day=day(head["as_of"]),
            expected=head["expected_count"],
            completed=head["completed_count"],
            ratio=percent(head["completed_ratio"]),
            units=head["overdue_unit_count"],
            overdue=head["overdue_count"],
            due=head["due_this_week_count"],
        ),
    )


def tiles(head: Row, curve: pl.DataFrame, soon: pl.DataFrame) -> Element:
    """Done, on time, overdue, soon due and waiting, each with its course or its countdown and the way to its list."""
    past = curve.filter(pl.col("day_on") <= head["as_of"]).tail(DAYS)
    not_yet = say("metric.not_yet", count=head["due_soon_count"])
    due = _figure("metric.due_this_week", head["due_this_week_count"], _quiet(not_yet), _quiet(_countdown(soon)))
    returned = say("metric.incomplete_too", count=head["incomplete_count"])
    waiting = _figure("metric.waiting", head["needs_review_count"], _quiet(returned))
    return element(
        "div",
        _tile("units", "glance.to_units", *_rate(head, "completed", past)),
        _tile("units", "glance.to_late", *_rate(head, "on_time", past), status="done_late"),
        _tile("units", "glance.to_overdue", *_overdue(head, past), status="overdue"),
        _tile("deadlines", "glance.to_deadlines", *due),
        _tile("reviews", "glance.to_reviews", *waiting),
        class_="tiles",
    )


def statuses(head: Row) -> Element:
    """All obligations in one bar, and beneath it each light with its count, which leads to the units that have it."""
    counts = {status: head[f"{status}_count"] for status in lights.BAR_ORDER}
    bar = sparks.strip(counts.items(), say("chart.statuses", total=head["obligation_count"]))
    ways = [
        element("a", light(status, count), href=filters.address("units", status=status))
        for status, count in counts.items()
        if count
    ]
    return element("div", bar, element("p", *ways, class_="line"))


def action_plans(plans: pl.DataFrame) -> Element:
    """Each action plan as a bullet bar: how far it is, against where it should be by now."""
    rows = []
    for plan in plans.iter_rows(named=True):
        told = charts.reached(plan)
        bar = sparks.bullet(plan["completion_ratio"], plan["expected_ratio"], f"{plan['action_title']}: {told}")
        about = {"action": plan["action_id"]}
        rows.append(_row("action_plans", plan["action_title"], about, told, bar=bar))
    return _section("overview.action_plans", _rows(rows, "plans"))


def deadlines(soon: pl.DataFrame) -> Element:
    """What falls due within the week and is not done yet, each with the days that are left."""
    rows = []
    for one in soon.iter_rows(named=True):
        left = element("b", _left(one["days_left"]))
        told = say("glance.open_of", count=one["due_soon_count"], total=one["obligation_count"])
        about = {"requirement": one["requirement_id"]}
        rows.append(_row("deadlines", one["requirement_title"], about, left, f" · {told}"))
    return _section("overview.due_soon", _rows(rows, "soon"), none="overview.due_soon_none")


def overdue(found: pl.DataFrame) -> Element:
    """Which requirements are overdue, how often and in how many units, each the way to who has not done it."""
    rows = []
    for one in found.iter_rows(named=True):
        told = say("glance.since", units=one["overdue_unit_count"], day=day(one["first_due_on"]))
        about = {"requirement": one["requirement_id"]}
        figures = light("overdue", one["overdue_count"])
        rows.append(_row("deadlines", one["requirement_title"], about, figures, f" {told}"))
    return _section("overview.overdue", _rows(rows), none="overview.overdue_none")


def groups(found: pl.DataFrame, parameter: str) -> Element:
    """Groups side by side, the worst first: of what was due, done on time and done late; each the way to its units."""
    rows = []
    for one in found.iter_rows(named=True):
        counts = one["on_time_count"], one["completed_count"], one["expected_count"]
        name, told = one["group_name"] or say("chart.no_name"), share(*counts[1:])
        bar = sparks.completion(*counts, alt=f"{name}: {told} · {percent(one['completed_ratio'])}")
        about = {parameter: one["group_name"]} if one["group_name"] else {}
        figures = f"{told} · ", element("b", percent(one["completed_ratio"]))
        rows.append(_row("units", name, about, *figures, bar=bar))
    return _section("overview.groups", _quiet(say("overview.bars")), _rows(rows, "groups"))


def worst(found: pl.DataFrame) -> Element:
    """The units with most trouble, each the way to its page, with what is wrong beside it."""
    rows = []
    for one in found.iter_rows(named=True):
        badges = [light(name, one[f"{name}_count"]) for name in TROUBLES if one[f"{name}_count"]]
        rows.append(_row("unit", one["unit_name"], {"unit": one["unit_id"]}, *badges))
    below = behind.below("overview.worst") if rows else None
    return _section("overview.worst", _rows(rows), below, none="overview.worst_none")


def movements(moved: pl.DataFrame) -> Element:
    """To which lights obligations have come since last week, and the way to which and why."""
    each = [
        element(
            "span",
            say("direction." + one["direction"]),
            " → ",
            light(one["status"]),
            f" {say('glance.moved', count=one['movement_count'], units=one['unit_count'])}",
        )
        for one in moved.iter_rows(named=True)
    ]
    way = element("a", say("glance.to_moves"), href=filters.address("moves"))
    lines = [element("p", *each, class_="line"), element("p", way)] if each else []
    return _section("overview.movements", *lines, none="overview.movements_none")


def sides(*sections: Element) -> Element:
    """Sections beside each other, and one above the other where there is little room."""
    return element("div", *sections, class_="sides")


def light(status: str, count: int | None = None) -> Element:
    """A status by mark and word in its colour, and how many stand so."""
    return element("span", lights.word(status), "" if count is None else f" {count:,}", class_=f"lit lit-{status}")


def _tile(page: str, way: str, *inside: Inside, **about: str) -> Element:
    """A framed figure, all of which is one link."""
    foot = element("span", say(way), class_="way")
    return element("a", *inside, foot, class_="tile", href=filters.address(page, **about))


def _figure(label: str, count: int, *below: Inside, **values: Any) -> list[Inside]:
    return [element("span", say(label, **values)), element("b", f"{count:,}"), *below]


def _rate(head: Row, name: str, past: pl.DataFrame) -> list[Inside]:
    """A rate with its numerator and denominator, its change and its course."""
    label = f"{say(f'metric.{name}')} {share(head[f'{name}_count'], head['expected_count'])}"
    moved = change(head[f"{name}_change_points"])
    told = None if moved is None else _change(moved, say("metric.points", points=f"{abs(moved):g}"), moved > 0)
    ratio = element("b", percent(head[f"{name}_ratio"]))
    return [element("span", label), ratio, told, _course(past, f"{name}_ratio", f"metric.{name}")]


def _overdue(head: Row, past: pl.DataFrame) -> list[Inside]:
    moved = head["overdue_change"]
    told = None if moved is None else _change(moved, f"{abs(moved):,}", moved < 0)
    course = _course(past, "overdue_count", "metric.overdue", "overdue")
    return _figure("metric.overdue_in", head["overdue_count"], told, course, units=head["overdue_unit_count"])


def _change(moved: float, size: str, is_better: bool) -> Element:
    """A change since last week, with its direction as a mark and whether it is for the better as a colour."""
    if not moved:
        return _quiet(say("glance.same"))
    told = say("glance.change", change=f"{'↑' if moved > 0 else '↓'} {size}")
    return element("span", told, class_="better" if is_better else "worse")


def _course(past: pl.DataFrame, name: str, label: str, tone: str = "done") -> Element | None:
    values = past[name].to_list()
    if sum(value is not None for value in values) < 2:
        return None
    first, last = day(past["day_on"][0]), day(past["day_on"][-1])
    return sparks.line(values, say("glance.course", what=say(label), first=first, last=last), tone)


def _countdown(soon: pl.DataFrame) -> str:
    if soon.is_empty():
        return say("glance.no_deadline")
    return say("glance.nearest", left=_left(soon["days_left"][0]), day=day(soon["due_on"][0]))


def _left(days: int) -> str:
    return say("glance.today") if days == 0 else say("glance.left_one" if days == 1 else "glance.left", days=days)


def _quiet(told: str) -> Element:
    return element("span", told, class_="quiet")


def headed(name: str, beside: Element | None = None) -> Element:
    """The heading of a section whose content is a piece of its own, and the choice beside it."""
    return element("div", element("h3", say(f"{name}_title")), beside, class_="headed")


def _section(name: str, *inside: Element | None, none: str = "") -> Element:
    """A piece under its heading; where there is nothing, the sentence that says so."""
    shown = [one for one in inside if one is not None] or [element("p", say(none), class_="quiet")]
    return element("section", element("h3", say(f"{name}_title")), *shown)


def _rows(rows: list[Element], name: str = "") -> Element | None:
    return element("ul", *rows, class_=f"rows {name}".strip()) if rows else None


def _row(page: str, label: str, about: Mapping[str, str], *figures: Inside, bar: Element | None = None) -> Element:
    """A name that leads on, its bar where it has one, and its figures."""
    way = element("a", label, href=filters.address(page, **about))
    return element("li", way, bar, element("span", *figures, class_="figures"))
