"""Charts as drawings in the file itself: rows in, an element out. Each says what it shows where it cannot be seen.

They read in black and white too: what differs in colour differs in pattern, and carries its mark or word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from dashboard.lights import BAR_ORDER, DONE, DONE_LATE, GRID, INK, NAVY, SOFT_INK, STATUSES, TODAY, TRACK, Light
from dashboard.paper.html import element
from dashboard.words import day, percent, say

WIDTH = 720
SMALL, THIN = 120, 10
HATCHED = {"overdue": "M0 6L6 0", "needs_review": "M0 0L6 6", "done_late": "M3 0V6"}
ROOM_FOR_TEXT = 44
PLOT = {"left": 40, "right": 700, "top": 12, "bottom": 132}
HEIGHT = 154
TICKS = 4

Row = Mapping[str, Any]


def drawing(width: float, height: float, alt: str, *inside: Element) -> Element:
    """A drawing with the sentence that stands for it."""
    box = f"0 0 {width:g} {height:g}"
    return element("svg", element("title", alt), *inside, viewBox=box, role="img", aria_label=alt)


def statuses(counts: Mapping[str, int], alt: str) -> Element:
    """One bar of all obligations, from done to not yet due, each with mark and count where there is room."""
    total, x, parts = sum(counts.get(one, 0) for one in BAR_ORDER) or 1, 0.0, [patterns()]
    for status in BAR_ORDER:
        if count := counts.get(status, 0):
            wide = count / total * WIDTH
            parts += segment(STATUSES[status], status, x, wide, count)
            x += wide
    return drawing(WIDTH, 30, alt, *parts)


def patterns() -> Element:
    """Hatching for those that look alike without colour."""
    each = [
        element(
            "pattern",
            element("rect", width=6, height=6, fill=STATUSES[one].fill),
            element("path", d=path, stroke=STATUSES[one].ink, stroke_opacity=0.55, stroke_width=1),
            id=f"hatch-{one}",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        )
        for one, path in HATCHED.items()
    ]
    return element("defs", *each)


def segment(light: Light, status: str, x: float, wide: float, count: int) -> list[Element]:
    """One part of the bar."""
    fill = f"url(#hatch-{status})" if status in HATCHED else light.fill
    parts = [rect(x, 2, wide, 26, fill, light.edge)]
    if wide >= ROOM_FOR_TEXT:
        shown = f"{light.mark} {count:,}"
        parts.append(rect(x + wide / 2 - 20, 6, 40, 18, light.fill) if status in HATCHED else element("g"))
        parts.append(text(x + wide / 2, 20, shown, light.ink, "middle"))
    return parts


def curve(rows: Sequence[Row], alt: str) -> Element:
    """What had fallen due each day, and of that what was completed and on time; the upright line is the day."""
    most = nice(max((row["due_count"] or 0 for row in rows), default=0))
    days = [row["day_on"] for row in rows]
    parts = [*grid(most), *months(days)]
    for name, colour, dash, wide in (
        ("due_count", SOFT_INK, "2 3", 1.6),
        ("on_time_count", DONE_LATE.edge, "7 3", 1.8),
        ("completed_count", NAVY, "none", 2.4),
    ):
        parts.append(line(steps(rows, name, days, most), colour, dash, wide))
    return drawing(WIDTH, HEIGHT + 16, alt, *parts, *today(rows, days), *curve_legend())


def nice(most: int) -> int:
    """A round number at or above the largest."""
    tried = (step * 10**power for power in range(12) for step in (1, 2, 3, 4, 5, 6, 8))
    return next(step for step in tried if step * TICKS >= most) * TICKS


def grid(most: int) -> list[Element]:
    """Level lines with their numbers."""
    levels = [(most * tick // TICKS, height(most * tick / TICKS, most)) for tick in range(TICKS + 1)]
    lines = [line([(PLOT["left"], y), (PLOT["right"], y)], GRID, "none", 1) for _, y in levels]
    return lines + [text(PLOT["left"] - 5, y + 4, f"{count:,}", SOFT_INK, "end") for count, y in levels]


def months(days: Sequence[date]) -> list[Element]:
    """Six days along the foot."""
    shown = days[:: max(1, -(-len(days) // 6))]
    return [
        text(place(one, days), PLOT["bottom"] + 16, say("paper.tick", month=one.month, day=one.day), SOFT_INK, "middle")
        for one in shown
    ]


def steps(rows: Sequence[Row], name: str, days: Sequence[date], most: int) -> list[tuple[float, float]]:
    """The corners of a count that stays until it changes."""
    points: list[tuple[float, float]] = []
    for row in rows:
        if row[name] is not None:
            x, y = place(row["day_on"], days), height(row[name], most)
            points += [(x, points[-1][1])] if points else []
            points.append((x, y))
    return points


def today(rows: Sequence[Row], days: Sequence[date]) -> list[Element]:
    """The upright line at the day that is spoken of."""
    on = rows[0]["as_of"] if rows else None
    if on is None or not days[0] <= on <= days[-1]:
        return []
    x = place(on, days)
    label = say("paper.today", month=on.month, day=on.day)
    anchor, shift = ("end", -4) if x > WIDTH / 2 else ("start", 4)
    return [
        line([(x, PLOT["top"]), (x, PLOT["bottom"])], TODAY, "none", 1.2),
        text(x + shift, PLOT["top"] + 8, label, TODAY, anchor),
    ]


def curve_legend() -> list[Element]:
    """What each line is."""
    told = (("chart.due", SOFT_INK, "2 3"), ("chart.completed", NAVY, "none"), ("chart.on_time", DONE_LATE.edge, "7 3"))
    parts = []
    for number, (key, colour, dash) in enumerate(told):
        x, y = PLOT["left"] + number * 120, HEIGHT + 8
        parts += [line([(x, y), (x + 30, y)], colour, dash, 2), text(x + 36, y + 4, say(key), INK)]
    return parts


def completed(row: Row) -> Element:
    """How much of what was due is completed: on time dark, late hatched."""
    whole = row["expected_count"] or 0
    on_time = SMALL * row["on_time_count"] / whole if whole else 0
    late = SMALL * (row["completed_count"] - row["on_time_count"]) / whole if whole else 0
    bars = [rect(0, 1, SMALL, THIN - 2, TRACK, SOFT_INK), rect(0, 1, on_time, THIN - 2, DONE.fill)]
    bars.append(rect(on_time, 1, late, THIN - 2, DONE_LATE.fill, DONE_LATE.edge))
    return drawing(SMALL, THIN, f"{row['completed_count']} / {whole}", *bars)


def against_expected(row: Row) -> Element:
    """A bullet bar: how far, and the mark where it should be by now."""
    reached, expected = row["completion_ratio"], row["expected_ratio"]
    bars = [rect(0, 1, SMALL, THIN - 2, TRACK, SOFT_INK), rect(0, 3, SMALL * min(reached or 0, 1), THIN - 6, NAVY)]
    if expected is not None:
        bars.append(line([(SMALL * expected, 0), (SMALL * expected, THIN)], TODAY, "none", 2))
    return drawing(SMALL, THIN, f"{percent(reached)} / {percent(expected)}", *bars)


def course(row: Row | None) -> Element | None:
    """From the first day that counts to the deadline, beyond it to the day it was done or is; a dot where it was done.

    The red mark is the day that the sheet speaks of.
    """
    if row is None:
        return None
    days = [row["plan_starts_on"], row["shown_until_on"]]
    at = partial(along, days=days)
    due = row["due_on"] or row["shown_until_on"]
    parts = [rect(at(row["starts_on"]), 3, max(at(due) - at(row["starts_on"]), 1), THIN - 6, TRACK, SOFT_INK)]
    if (end := row["done_on"] or row["as_of"]) > due:
        parts.append(line([(at(due), THIN / 2), (at(end), THIN / 2)], STATUSES["overdue"].fill, "none", 2))
    parts.append(line([(at(due), 0), (at(due), THIN)], INK, "none", 1.5))
    if row["done_on"]:
        parts.append(element("circle", cx=f"{at(row['done_on']):.1f}", cy=THIN / 2, r=3, fill=NAVY))
    parts.append(line([(at(row["as_of"]), 0), (at(row["as_of"]), THIN)], TODAY, "2 1.5", 1))
    return drawing(SMALL, THIN, f"{day(row['starts_on'])} – {day(row['due_on'])} · {day(row['done_on'])}", *parts)


def along(on: date, days: Sequence[date]) -> float:
    """Where a day stands in a small drawing."""
    share = (on - days[0]).days / max((days[-1] - days[0]).days, 1)
    return SMALL * min(max(share, 0.01), 0.99)


def place(on: date, days: Sequence[date]) -> float:
    """Where a day stands from left to right."""
    long = max((days[-1] - days[0]).days, 1)
    return PLOT["left"] + (on - days[0]).days / long * (PLOT["right"] - PLOT["left"])


def height(count: float, most: int) -> float:
    """Where a count stands from the foot upwards."""
    return PLOT["bottom"] - count / (most or 1) * (PLOT["bottom"] - PLOT["top"])


def rect(x: float, y: float, wide: float, high: float, fill: str, edge: str = "none") -> Element:
    """A rectangle."""
    where = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{wide:.1f}", "height": f"{high:.1f}"}
    return element("rect", **where, fill=fill, stroke=edge)


def line(points: Sequence[tuple[float, float]], colour: str, dash: str, wide: float) -> Element:
    """A line through points."""
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return element("polyline", points=drawn, fill="none", stroke=colour, stroke_dasharray=dash, stroke_width=wide)


def text(x: float, y: float, shown: str, colour: str, anchor: str = "start") -> Element:
    """A short text."""
    return element("text", shown, x=f"{x:.1f}", y=f"{y:.1f}", fill=colour, text_anchor=anchor, font_size=11)
