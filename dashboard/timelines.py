"""The strokes of a time line: spans with their deadlines, what runs past them, and each row's light where it fell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.lights import BAR_ORDER, GRID, OVERDUE, SOFT_INK, STATUSES, word
from dashboard.outline import Outline
from dashboard.words import day, say

Row = dict[str, Any]


def add_spans(figure: Outline, rows: Sequence[Row]) -> None:
    """From the first day that counts to the deadline, which is ticked; what has no deadline runs on."""
    _add_lines(figure, [(at, row["starts_on"], until(row)) for at, row in enumerate(rows)], GRID, 11)
    due = [(at, row["due_on"]) for at, row in enumerate(rows) if row["due_on"]]
    figure.add_scatter(
        x=[on for _, on in due],
        y=[at for at, _ in due],
        mode="markers",
        marker={"symbol": "line-ns", "size": 17, "line": {"color": SOFT_INK, "width": 2}},
        customdata=[day(on) for _, on in due],
        hovertemplate=f"{say('chart.deadline')}: %{{customdata}}<extra></extra>",
    )


def add_delays(figure: Outline, rows: Sequence[Row]) -> None:
    """From the deadline to the day it was done, or to today, where it was late."""
    late = [(at, row["due_on"], mark_on(row)) for at, row in enumerate(rows) if row["due_on"]]
    _add_lines(figure, [one for one in late if one[1] < one[2]], OVERDUE.fill, 3)


def add_lights(figure: Outline, rows: Sequence[Row]) -> None:
    """The mark of each row's status on the day that it speaks of."""
    for status in BAR_ORDER:
        own = [(at, row) for at, row in enumerate(rows) if row["status"] == status]
        if own:
            light = STATUSES[status]
            figure.add_scatter(
                x=[mark_on(row) for _, row in own],
                y=[at for at, _ in own],
                mode="markers+text",
                text=light.mark,
                textfont={"color": light.ink, "size": 11},
                marker={"size": 19, "color": light.fill, "line": {"color": light.edge, "width": 1}},
                customdata=[[row["requirement_title"], day(mark_on(row))] for _, row in own],
                hovertemplate=f"%{{customdata[0]}}<br>{word(status)}: %{{customdata[1]}}<extra></extra>",
            )


def mark_on(row: Row) -> date:
    """Where a row's light stands: the day it was done or last moved; for what is late today; else its deadline."""
    if row["status"] in ("overdue", "incomplete"):
        late: date = max(row["as_of"], row["due_on"] or row["as_of"]) if row["status"] == "overdue" else row["as_of"]
        return late
    return row["done_on"] or row["happened_on"] or until(row)


def until(row: Row) -> date:
    """The end of a row's span."""
    end: date = row["due_on"] or row["shown_until_on"]
    return end


def _add_lines(figure: Outline, lines: Sequence[tuple[int, date, date]], colour: str, width: int) -> None:
    figure.add_scatter(
        x=[one for _, first, last in lines for one in (first, last, None)],
        y=[one for at, _, _ in lines for one in (at, at, None)],
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )
