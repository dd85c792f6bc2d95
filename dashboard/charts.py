"""Charts: a frame in, a figure out. They fetch nothing and decide nothing; a figure carries its own description."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go
import polars as pl

from dashboard import figures, strokes, timelines
from dashboard.lights import (
    ANSWERS,
    BAR_ORDER,
    DONE,
    DONE_LATE,
    GRID,
    NAVY,
    SOFT_INK,
    STATUSES,
    TRACK,
    milestone_word,
    word,
)
from dashboard.outline import Outline
from dashboard.words import percent, say, share, short_day, span

TIMELINE_ROW = 46


@figures.kept
def done_against_due_by_day(frame: pl.DataFrame) -> Outline:
    """What had fallen due each day and what of it was done. Columns: day_on, *_count, as_of."""
    figure = strokes.figure(330, say("chart.curve"))
    days = frame["day_on"].to_list()
    strokes.add_line(figure, days, frame["due_count"], say("chart.due"), SOFT_INK, "dot", fill=TRACK)
    strokes.add_line(figure, days, frame["completed_count"], say("chart.completed"), NAVY, "solid")
    strokes.add_line(figure, days, frame["on_time_count"], say("chart.on_time"), DONE_LATE.edge, "dash")
    strokes.add_today(figure, frame["as_of"].max())
    figure.update_layout(
        showlegend=True, legend=strokes.legend(-0.12), hovermode="x unified", margin={"t": 26, "l": 44}
    )
    figure.update_xaxes(tickformat=say("chart.tick"), showgrid=False, nticks=7)
    figure.update_yaxes(rangemode="tozero", gridcolor=GRID, title=None)
    return figure


@figures.kept
def completion_by_name(frame: pl.DataFrame, name: str) -> Outline:
    """Completed of what was due, on time and late, one bar per group or class. Columns: `name` and COUNTS."""
    rows = frame.to_dicts()
    figure = strokes.figure(strokes.height(rows), say("chart.completion", what=say(f"column.{name}")))
    whole = [row["expected_count"] for row in rows]
    on_time = [_part(row["on_time_count"], row["expected_count"]) for row in rows]
    late = [_part(row["completed_count"] - row["on_time_count"], row["expected_count"]) for row in rows]
    strokes.add_track(figure, len(rows))
    strokes.add_bars(figure, on_time, DONE.fill, say("chart.on_time"), whole)
    strokes.add_bars(figure, late, DONE_LATE.fill, say("chart.late"), whole, base=on_time)
    right = [
        f"{share(row['completed_count'], row['expected_count'])} · {percent(row['completed_ratio'])}" for row in rows
    ]
    strokes.label_rows(figure, [row[name] or say("chart.no_name") for row in rows], right)
    return figure


@figures.kept
def action_plans_against_expected(frame: pl.DataFrame) -> Outline:
    """Bullet bars: how far each action plan is, and the mark where it should be by now."""
    rows = frame.to_dicts()
    figure = strokes.figure(strokes.height(rows), say("chart.action_plans"))
    strokes.add_track(figure, len(rows))
    strokes.add_bars(figure, [row["completion_ratio"] or 0 for row in rows], NAVY, say("chart.reached"), None)
    strokes.add_marks(figure, [row["expected_ratio"] for row in rows])
    strokes.label_rows(figure, [row["action_title"] for row in rows], [reached(row) for row in rows])
    return figure


@figures.kept
def statuses_by_deadline(frame: pl.DataFrame) -> Outline:
    """One bar per deadline: its obligations from done to not yet due. Columns: *_due_on, requirement_title, COUNTS."""
    rows = frame.to_dicts()
    figure = strokes.figure(strokes.height(rows), say("chart.deadlines", total=len(rows)))
    for status in BAR_ORDER:
        values = [_part(row[f"{status}_count"], row["obligation_count"]) for row in rows]
        if any(values):
            counts = [row[f"{status}_count"] for row in rows]
            strokes.add_segment(figure, STATUSES[status], word(status), values, list(range(len(rows))), counts)
    strokes.rows_axis(figure, len(rows))
    figure.update_layout(barmode="stack")
    figure.update_xaxes(range=[0, 1], visible=False)
    strokes.label_rows(
        figure,
        [f"{span(row['first_due_on'], row['last_due_on'])} {row['requirement_title']}" for row in rows],
        [share(row["completed_count"], row["obligation_count"]) for row in rows],
    )
    return figure


@figures.kept
def obligations_by_lead(frame: pl.DataFrame) -> Outline:
    """How many were done how many days before or after the deadline. Columns: lead_days, status, obligation_count."""
    figure = strokes.figure(190, say("chart.leads", total=frame["obligation_count"].sum()))
    for status in ("done", "done_late"):
        rows = frame.filter(pl.col("status") == status)
        if rows.height:
            days = [-lead for lead in rows["lead_days"].to_list()]
            strokes.add_columns(figure, STATUSES[status], word(status), days, rows["obligation_count"].to_list())
    strokes.add_today(figure, 0.5, say("chart.deadline"))
    figure.update_layout(barmode="stack", margin={"t": 26, "b": 40}, showlegend=True, legend=strokes.legend(-0.2))
    ticks = _spread([-lead for lead in frame["lead_days"].to_list()] + [0])
    figure.update_xaxes(showgrid=False, tickvals=ticks, ticktext=[_from_deadline(days) for days in ticks])
    figure.update_yaxes(visible=False)
    return figure


@figures.kept
def milestones_by_time(frame: pl.DataFrame) -> Outline:
    """Each milestone from its start to its deadline, filled as far as it is reached; the line is the as-of day."""
    rows = frame.to_dicts()
    figure = strokes.figure(strokes.height(rows) + 34, say("chart.milestones", total=len(rows)))
    for position, row in enumerate(rows):
        strokes.add_span(figure, row, position)
    figure.update_xaxes(
        visible=True,
        type="date",
        tickformat=say("chart.tick"),
        gridcolor=GRID,
        nticks=7,
        range=[frame["plan_starts_on"].min(), frame["shown_until_on"].max()],
    )
    figure.update_layout(margin={"b": 30, "t": 22})
    strokes.rows_axis(figure, len(rows))
    strokes.add_today(figure, frame["as_of"].max())
    titles = [f"{row['milestone_id']} {row['milestone_title']}" for row in rows]
    strokes.label_rows(
        figure, titles, [f"{milestone_word(row['status'])} {percent(row['completion_ratio'])}" for row in rows]
    )
    return figure


@figures.kept
def obligations_by_time(frame: pl.DataFrame) -> Outline:
    """Each obligation from its first day to its deadline, its light where it was done; the line is the as-of day."""
    rows = frame.to_dicts()
    figure = strokes.figure(TIMELINE_ROW * len(rows) + 60, say("chart.timeline", total=len(rows)))
    timelines.add_spans(figure, rows)
    timelines.add_delays(figure, rows)
    strokes.add_today(figure, frame["as_of"].max())
    timelines.add_lights(figure, rows)
    first = min(row["starts_on"] for row in rows)
    last = max(max(timelines.mark_on(row), timelines.until(row), row["shown_until_on"]) for row in rows)
    room = (last - first) * 0.02
    figure.update_xaxes(
        type="date", tickformat=say("chart.tick"), gridcolor=GRID, nticks=7, range=[first - room, last + room]
    )
    strokes.rows_axis(figure, len(rows))
    figure.update_layout(margin={"b": 30, "t": 22})
    strokes.label_rows(figure, [_owed(row) for row in rows], [_when(row) for row in rows])
    return figure


@figures.kept
def answers_by_dimension(frame: pl.DataFrame) -> Outline:
    """How ballots fell on each question. Columns: dimension, answered_count, *_count, top_two_ratio."""
    names = [say(f"dimension.{one}") for one in frame["dimension"].to_list()]
    return _answers(frame.to_dicts(), names, say("chart.dimensions"))


@figures.kept
def answers_by_unit(frame: pl.DataFrame) -> Outline:
    """The same for one question, unit by unit; of a ballot that is withheld it says why. Columns: unit_name, …"""
    return _answers(frame.to_dicts(), frame["unit_name"].to_list(), say("chart.units", total=frame.height))


def _answers(rows: list[dict[str, Any]], names: list[str], alt: str) -> Outline:
    """Bars that part at nought: the two better answers to the right, the two others to the left."""
    figure = strokes.figure(strokes.height(rows) + 30, alt)
    shares = {one: [_part(row[f"{one}_count"], row["answered_count"]) for row in rows] for one in ANSWERS}
    left = max((a + b for a, b in zip(shares["average"], shares["poor"], strict=True)), default=0.0)
    for one in ("fair", "good", "average", "poor"):
        sign = 1 if one in ("good", "fair") else -1
        signed = [sign * share for share in shares[one]]
        counts, rank = [row[f"{one}_count"] for row in rows], list(ANSWERS).index(one)
        strokes.add_answer(figure, ANSWERS[one], say(f"option.{one}"), signed, counts, rank)
    figure.update_layout(barmode="relative", showlegend=True, legend=strokes.legend(0), margin={"b": 30})
    figure.update_xaxes(range=[-max(left, 0.04) * 1.05, 1.02], visible=False)
    strokes.rows_axis(figure, len(rows))
    strokes.add_middle(figure)
    strokes.add_marks(figure, [row.get("class_top_two_ratio") for row in rows])
    strokes.label_rows(figure, names, [_top_two(row) for row in rows])
    return figure


def _top_two(row: Mapping[str, Any]) -> str:
    """The share of the two better answers, beside the class's where it is known; or why it is not shown."""
    if row["top_two_ratio"] is None:
        return row.get("withheld") or say("chart.no_answer")
    own = say("chart.top_two", ratio=percent(row["top_two_ratio"]), count=row["answered_count"])
    of_class = row.get("class_top_two_ratio")
    return own if of_class is None else own + say("chart.of_class", ratio=percent(of_class))


@dataclass(frozen=True)
class Opens:
    """Where what is drawn leads: addresses by the place along an axis, which web/ways.js opens at a click."""

    along: Literal["x", "y"]
    ways: Mapping[str, str]


def opening(figure: go.Figure, opens: Opens) -> go.Figure:
    """The figure with the addresses that what is drawn in it leads to."""
    return figure.update_layout(meta={**figure.layout.meta, "along": opens.along, "ways": dict(opens.ways)})


def description(figure: go.Figure) -> str:
    """The sentence that stands for the figure where it cannot be seen."""
    return str(figure.layout.meta["alt"])


def _spread(days: list[int]) -> list[int]:
    """At most nine days from the first to the last, the deadline's among them."""
    step = (max(days) - min(days)) // 8 + 1
    return [one for one in range(min(days), max(days) + 1) if one % step == 0]


def _from_deadline(days: int) -> str:
    key = "chart.early" if days < 0 else "chart.overtime" if days else "chart.that_day"
    return say(key, days=abs(days))


def _owed(row: Mapping[str, Any]) -> str:
    return f"{row['requirement_title']} {row['bearers']}".strip()


def _when(row: Mapping[str, Any]) -> str:
    """The light in words, with the day it was done or the day it is due."""
    return f"{word(row['status'])} · {short_day(row['done_on'] or row['due_on'])}"


def _part(count: int | None, whole: int | None) -> float:
    return (count or 0) / whole if whole else 0.0


def reached(row: Mapping[str, Any]) -> str:
    """How an action plan stands in words: how far it is, and how far it should be."""
    so_far, expected = percent(row["completion_ratio"]), percent(row["expected_ratio"])
    key = "chart.reached_of" if row["expected_ratio"] is not None else "chart.reached_only"
    key = "chart.no_ratio" if row["completion_ratio"] is None else key
    return f"{milestone_word(row['status'])} {say(key, reached=so_far, expected=expected)}"
