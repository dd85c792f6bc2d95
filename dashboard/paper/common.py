"""What stands on every sheet: key figures, the three bases, and what the numbers are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from dashboard import bases, data, lights
from dashboard.paper import html
from dashboard.words import change, day, full_day, moment, percent, say, share

Row = Mapping[str, Any]


def head(title: str) -> list[Element]:
    """What it is about, of which plan, as of which day; of a past state, as known when."""
    facts = data.row("chrome__facts")
    told = say("paper.of_plan", plan=facts["plan_title"], day=full_day(facts["as_of"]))
    return [html.element("h1", title), html.note(told)]


def source() -> Element:
    """What the numbers are made of; of a past state, up to which number of the ledger."""
    facts = data.row("chrome__facts")
    told = say(
        "chrome.sources",
        as_of=full_day(facts["as_of"]),
        number=facts["ledger_number"],
        built=moment(facts["built_at"]),
        silent=facts["silent_unit_count"],
        days=facts["silent_days"],
        units=facts["unit_count"],
        last=day(facts["last_report_on"]),
    )
    return html.element("p", told, class_="source")


def rate(label: str, row: Row, name: str) -> tuple[str, str, str]:
    """A rate, its numerator and denominator, and its change since last week where one is known."""
    moved = change(row.get(f"{name}_change_points"))
    below = share(row[f"{name}_count"], row["expected_count"])
    return say(label), percent(row[f"{name}_ratio"]), below if moved is None else f"{below} · {since(moved)}"


def since(points: float) -> str:
    """A change in points since last week, in words."""
    return f"{say('metric.since')} {say('metric.points', points=f'{points:+g}')}"


def three_bases(row: Row) -> list[Element]:
    """The rates by their three bases where they differ."""
    if not bases.differ(row):
        return []
    cells: dict[str, html.Cell] = {"base": lambda one: say(f"base.{one['base']}")}
    table = html.table(bases.by_base(row), bases.SHOWN, say("rates.bases_none"), cells)
    return [html.element("section", html.note(say("rates.note")), table)]


def legend(counts: Mapping[str, int]) -> Element:
    """The lights that occur, with mark, word and count."""
    shown = [status for status in lights.BAR_ORDER if counts.get(status)]
    return html.element(
        "div", *(html.element("span", f"{lights.word(one)} {counts[one]:,}") for one in shown), class_="legend"
    )


def troubles(row: Row) -> str:
    """How many are overdue, incomplete and waiting for a mark, as mark and number; what is nil is left out."""
    told = [
        f"{lights.STATUSES[one].mark}{row[f'{one}_count']}"
        for one in ("overdue", "incomplete", "needs_review")
        if row[f"{one}_count"]
    ]
    return " ".join(told)
