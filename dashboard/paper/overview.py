"""The overview on two sheets of A4: how the campaign stands, by requirement, by class and by unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import polars as pl

from dashboard import data
from dashboard.paper import common, html, svg
from dashboard.words import day, percent, say, share

MOST_UNITS = 72
MOST_ROWS = 8
MOST_CLASSES, MOST_GROUPS = 8, 12
BY_REQUIREMENT = ["requirement_title", "last_due_on", "expected_count", "completed_count", "completed_ratio"]
BY_REQUIREMENT += ["on_time_count", "overdue_count", "incomplete_count", "needs_review_count"]
STARTED = ("expected_count", "completed_count", "incomplete_count", "needs_review_count")
SOON = ["due_on", "requirement_title", "due_soon_count", "obligation_count"]
TROUBLES = ("overdue_count", "incomplete_count", "needs_review_count")


def document() -> bytes:
    """The whole file."""
    row = data.row("overview__headline")
    title = say("paper.overview")
    return html.document(
        title,
        *common.head(title),
        html.element("p", sentence(row), class_="lead"),
        figures(row),
        *all_statuses(),
        *common.three_bases(row),
        curve(),
        html.element("div", classes(), soon(), class_="sides"),
        *action_plans(),
        requirements(),
        units(),
        common.source(),
    )


def sentence(row: Mapping[str, Any]) -> str:
    """The sentence that answers how it stands; the page opens with the same."""
    return say(
        "overview.sentence",
        day=day(row["as_of"]),
        expected=row["expected_count"],
        completed=row["completed_count"],
        ratio=percent(row["completed_ratio"]),
        units=row["overdue_unit_count"],
        overdue=row["overdue_count"],
        due=row["due_this_week_count"],
    )


def figures(row: Mapping[str, Any]) -> Element:
    """The four key figures."""
    moved = row["overdue_change"]
    return html.figures(
        common.rate("metric.completed", row, "completed"),
        common.rate("metric.on_time", row, "on_time"),
        (
            say("metric.overdue_in", units=row["overdue_unit_count"]),
            f"{row['overdue_count']:,}",
            "" if moved is None else f"{say('metric.since')} {moved:+d}",
        ),
        (
            say("metric.due_this_week"),
            f"{row['due_this_week_count']:,}",
            say("metric.not_yet", count=row["due_soon_count"]),
        ),
    )


def all_statuses() -> list[Element]:
    """The bar of all obligations and what its parts are."""
    counts = data.names(data.frame("paper__statuses"), "status", "obligation_count")
    bar = svg.statuses(counts, say("chart.statuses", total=sum(counts.values())))
    return [html.element("h2", say("overview.statuses_title")), bar, common.legend(counts)]


def curve() -> Element:
    """Due against done."""
    drawn = svg.curve(data.frame("overview__curve").to_dicts(), say("chart.curve"))
    return html.section("overview.curve", html.element("figure", drawn))


def classes() -> Element:
    """The classes of units, and the guidance groups where there are any."""
    each = [bars("unit_class", "overview.unit_classes", data.frame("paper__unit_classes"), MOST_CLASSES)]
    groups = data.frame("paper__guidance_groups")
    if groups.height:
        each.append(bars("guidance_group", "overview.guidance_groups", groups, MOST_GROUPS))
    return html.element("div", *each)


def bars(name: str, section: str, frame: pl.DataFrame, most: int) -> Element:
    """Groups of units side by side, each with its share completed; of many, the best and the worst."""
    few = frame if frame.height <= most else pl.concat([frame.head(most // 2), frame.tail(most // 2)])
    cells: dict[str, html.Cell] = {
        "completed_ratio": svg.completed,
        "completed_of_due": lambda row: share(row["completed_count"], row["expected_count"]),
        name: lambda row: row[name] or say("chart.no_name"),
    }
    columns = [name, "completed_ratio", "completed_of_due", "overdue_count"]
    left_out = html.note(say("paper.best_and_worst", shown=few.height, count=frame.height))
    table = html.table(few, columns, say("paper.nothing_due"), cells)
    return html.section(section, table, left_out if few.height < frame.height else None)


def soon() -> Element:
    """What falls due within the week, and what is overdue most."""
    due = data.frame("overview__due_soon", row_limit=MOST_ROWS)
    overdue = data.frame("overview__overdue", row_limit=MOST_ROWS)
    columns = ["requirement_title", "first_due_on", "overdue_count", "overdue_unit_count"]
    return html.element(
        "div",
        html.section("overview.due_soon", html.table(due, SOON, say("overview.due_soon_none"))),
        html.section("overview.overdue", html.table(overdue, columns, say("overview.overdue_none"))),
    )


def action_plans() -> list[Element]:
    """How far the action plans are, and how far they should be; nothing where there are none."""
    frame = data.frame("overview__action_plans").with_columns(pl.col("status").alias("milestone_status"))
    if frame.is_empty():
        return []
    cells: dict[str, html.Cell] = {
        "completion_ratio": svg.against_expected,
        "reached_of_expected": lambda row: f"{percent(row['completion_ratio'])} / {percent(row['expected_ratio'])}",
    }
    columns = ["action_title", "milestone_status", "completion_ratio", "reached_of_expected"]
    table = html.table(frame, columns, "", cells)
    return [html.section("overview.action_plans", table)]


def requirements() -> Element:
    """Every requirement of which something is due or done; the rest only by name."""
    frame = data.frame("paper__requirements")
    begun = pl.any_horizontal(pl.col(name) > 0 for name in STARTED)
    rest = say("form.between").join(frame.filter(~begun)["requirement_title"].to_list())
    table = html.table(frame.filter(begun), BY_REQUIREMENT, say("paper.nothing_due"))
    return html.section("paper.requirements", table, html.note(say("paper.not_due", titles=rest)) if rest else None)


def units() -> Element:
    """The units with something overdue, incomplete or waiting for a mark, the worst first."""
    frame = data.frame("paper__units")
    troubled = frame.filter(pl.sum_horizontal(*TROUBLES) > 0)
    each = [
        html.element(
            "li",
            html.element("span", row["unit_name"]),
            html.element("span", common.troubles(row), class_="marks"),
            html.element("span", f"{row['completed_count']}/{row['expected_count']}", class_="number"),
        )
        for row in troubled.head(MOST_UNITS).iter_rows(named=True)
    ]
    told = say("paper.units_note", count=troubled.height, shown=len(each), well=frame.height - troubled.height)
    return html.section("paper.units", html.note(told), html.element("ul", *each, class_="many"))
