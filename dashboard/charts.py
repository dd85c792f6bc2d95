"""Charts: a frame in, a figure out. They fetch nothing and decide nothing; a figure carries its own description."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.lights import (
    BAR_ORDER,
    DONE,
    DONE_LATE,
    GRID,
    INK,
    MILESTONE_STATUSES,
    NAVY,
    SOFT_INK,
    STATUSES,
    TODAY,
    TRACK,
    WHITE,
    Light,
    milestone_word,
    word,
)
from dashboard.words import day, percent, say, share, span

FONTS = "'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',SimHei,sans-serif"
ROW_HEIGHT = 54
Row = dict[str, Any]


def statuses_by_count(frame: pl.DataFrame) -> go.Figure:
    """One bar: all obligations, from done to not yet due. Columns: status, obligation_count."""
    counts = dict(frame.select(pl.col("status").cast(pl.String), "obligation_count").iter_rows())
    total = sum(counts.values())
    figure = _figure(56, say("chart.statuses", total=total))
    for status in BAR_ORDER:
        if counts.get(status):
            _add_segment(figure, STATUSES[status], word(status), [counts[status]], [0])
    figure.update_layout(barmode="stack", margin={"l": 2, "r": 2})
    figure.update_yaxes(visible=False)
    figure.update_xaxes(visible=False, range=[0, total or 1])
    return figure


def done_against_due_by_day(frame: pl.DataFrame) -> go.Figure:
    """What had fallen due each day and what of it was done. Columns: day_on, *_count, as_of."""
    figure = _figure(330, say("chart.curve"))
    days = frame["day_on"].to_list()
    _add_line(figure, days, frame["due_count"], say("chart.due"), SOFT_INK, "dot", fill=TRACK)
    _add_line(figure, days, frame["completed_count"], say("chart.completed"), NAVY, "solid")
    _add_line(figure, days, frame["on_time_count"], say("chart.on_time"), DONE_LATE.edge, "dash")
    _add_today(figure, frame["as_of"].max())
    figure.update_layout(showlegend=True, legend=_legend(-0.12), hovermode="x unified", margin={"t": 26, "l": 44})
    figure.update_xaxes(tickformat=say("chart.tick"), showgrid=False, nticks=7)
    figure.update_yaxes(rangemode="tozero", gridcolor=GRID, title=None)
    return figure


def completion_by_name(frame: pl.DataFrame, name: str) -> go.Figure:
    """Completed of what was due, on time and late, one bar per group or class. Columns: `name` and COUNTS."""
    rows = frame.to_dicts()
    figure = _figure(_height(rows), say("chart.completion", what=say(f"column.{name}")))
    whole = [row["expected_count"] for row in rows]
    on_time = [_part(row["on_time_count"], row["expected_count"]) for row in rows]
    late = [_part(row["completed_count"] - row["on_time_count"], row["expected_count"]) for row in rows]
    _add_track(figure, len(rows))
    _add_bars(figure, on_time, DONE.fill, say("chart.on_time"), whole)
    _add_bars(figure, late, DONE_LATE.fill, say("chart.late"), whole, base=on_time)
    right = [
        f"{share(row['completed_count'], row['expected_count'])} · {percent(row['completed_ratio'])}" for row in rows
    ]
    _label_rows(figure, [row[name] or say("chart.no_name") for row in rows], right)
    return figure


def action_plans_against_expected(frame: pl.DataFrame) -> go.Figure:
    """Bullet bars: how far each action plan is, and the mark where it should be by now."""
    rows = frame.to_dicts()
    figure = _figure(_height(rows), say("chart.action_plans"))
    _add_track(figure, len(rows))
    _add_bars(figure, [row["completion_ratio"] or 0 for row in rows], NAVY, say("chart.reached"), None)
    _add_marks(figure, [row["expected_ratio"] for row in rows])
    _label_rows(figure, [row["action_title"] for row in rows], [_reached(row) for row in rows])
    return figure


def statuses_by_deadline(frame: pl.DataFrame) -> go.Figure:
    """One bar per deadline: its obligations from done to not yet due. Columns: *_due_on, requirement_title, COUNTS."""
    rows = frame.to_dicts()
    figure = _figure(_height(rows), say("chart.deadlines", total=len(rows)))
    for status in BAR_ORDER:
        values = [_part(row[f"{status}_count"], row["obligation_count"]) for row in rows]
        if any(values):
            counts = [row[f"{status}_count"] for row in rows]
            _add_segment(figure, STATUSES[status], word(status), values, list(range(len(rows))), counts)
    _rows_axis(figure, len(rows))
    figure.update_layout(barmode="stack")
    figure.update_xaxes(range=[0, 1], visible=False)
    _label_rows(
        figure,
        [f"{span(row['first_due_on'], row['last_due_on'])} {row['requirement_title']}" for row in rows],
        [share(row["completed_count"], row["obligation_count"]) for row in rows],
    )
    return figure


def milestones_by_time(frame: pl.DataFrame) -> go.Figure:
    """Each milestone from its start to its deadline, filled as far as it is reached; the line is the as-of day."""
    rows = frame.to_dicts()
    figure = _figure(_height(rows) + 34, say("chart.milestones", total=len(rows)))
    for position, row in enumerate(rows):
        _add_span(figure, row, position)
    figure.update_xaxes(
        visible=True,
        type="date",
        tickformat=say("chart.tick"),
        gridcolor=GRID,
        nticks=7,
        range=[frame["plan_starts_on"].min(), frame["shown_until_on"].max()],
    )
    figure.update_layout(margin={"b": 30, "t": 22})
    _rows_axis(figure, len(rows))
    _add_today(figure, frame["as_of"].max())
    titles = [f"{row['milestone_id']} {row['milestone_title']}" for row in rows]
    _label_rows(figure, titles, [f"{milestone_word(row['status'])} {percent(row['completion_ratio'])}" for row in rows])
    return figure


def description(figure: go.Figure) -> str:
    """The sentence that stands for the figure where it cannot be seen."""
    return str(figure.layout.meta["alt"])


def _figure(height: int, alt: str) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        height=height,
        meta={"alt": alt},
        font={"family": FONTS, "size": 13, "color": INK},
        paper_bgcolor=WHITE,
        plot_bgcolor=WHITE,
        margin={"l": 2, "r": 4, "t": 4, "b": 4},
        showlegend=False,
        bargap=0.35,
        hoverlabel={"font": {"family": FONTS, "size": 13}},
        dragmode=False,
        uniformtext={"mode": "hide", "minsize": 11},
    )
    figure.update_xaxes(fixedrange=True, automargin=False)
    figure.update_yaxes(fixedrange=True, automargin=False)
    return figure


def _legend(y: float) -> Row:
    return {"orientation": "h", "y": y, "x": 0, "yanchor": "top", "xanchor": "left", "traceorder": "normal",
            "itemclick": False, "itemdoubleclick": False, "font": {"size": 13}}  # fmt: skip


def _height(rows: Sequence[Row]) -> int:
    return ROW_HEIGHT * max(len(rows), 1) + 16


def _part(count: int | None, whole: int | None) -> float:
    return (count or 0) / whole if whole else 0.0


def _reached(row: Mapping[str, Any]) -> str:
    reached, expected = percent(row["completion_ratio"]), percent(row["expected_ratio"])
    key = "chart.reached_of" if row["expected_ratio"] is not None else "chart.reached_only"
    key = "chart.no_ratio" if row["completion_ratio"] is None else key
    return f"{milestone_word(row['status'])} · {say(key, reached=reached, expected=expected)}"


def _add_segment(
    figure: go.Figure,
    light: Light,
    name: str,
    values: list[float],
    positions: list[int],
    counts: list[int] | None = None,
) -> None:
    shown = counts or values
    figure.add_bar(
        x=values,
        y=positions,
        orientation="h",
        name=name,
        width=0.46 if counts else 0.9,
        text=[f"{light.mark} {count}" if count else "" for count in shown],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": light.ink, "size": 12},
        customdata=shown,
        hovertemplate=f"{name}: %{{customdata}}<extra></extra>",
        marker={
            "color": light.fill,
            "line": {"color": light.edge, "width": 1},
            "pattern": {"shape": light.pattern, "fgcolor": light.edge, "size": 6, "solidity": 0.15},
        },
    )


def _add_line(
    figure: go.Figure, days: list[Any], counts: pl.Series, name: str, colour: str, dash: str, fill: str = ""
) -> None:
    figure.add_scatter(
        x=days,
        y=counts.to_list(),
        name=name,
        mode="lines",
        line={"color": colour, "width": 2.4, "dash": dash, "shape": "hv"},
        fill="tozeroy" if fill else "none",
        fillcolor=fill or None,
    )


def _add_today(figure: go.Figure, as_of: Any) -> None:
    figure.add_shape(
        type="line", xref="x", yref="paper", x0=as_of, x1=as_of, y0=0, y1=1, line={"color": TODAY, "width": 1.5}
    )
    figure.add_annotation(
        x=as_of, y=1, xref="x", yref="paper", text=day(as_of), showarrow=False, yanchor="bottom", font={"color": TODAY}
    )


def _add_track(figure: go.Figure, length: int) -> None:
    _add_bars(figure, [1.0] * length, TRACK, "", None)
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[0, 1], visible=False)
    _rows_axis(figure, length)


def _add_bars(
    figure: go.Figure,
    values: list[float],
    colour: str,
    name: str,
    whole: list[int] | None,
    base: list[float] | None = None,
) -> None:
    counts = [f"{round(value * of)} / {of}" for value, of in zip(values, whole, strict=True)] if whole else None
    figure.add_bar(
        x=values,
        y=list(range(len(values))),
        base=base,
        orientation="h",
        width=0.38,
        name=name,
        marker={"color": colour, "line": {"width": 0}},
        customdata=counts or [percent(value) for value in values],
        hovertemplate=f"{name}: %{{customdata}}<extra></extra>" if name else None,
        hoverinfo=None if name else "skip",
    )


def _add_marks(figure: go.Figure, ratios: list[float | None]) -> None:
    for position, ratio in enumerate(ratios):
        if ratio is not None:
            figure.add_shape(
                type="line",
                x0=ratio,
                x1=ratio,
                y0=position - 0.2,
                y1=position + 0.28,
                line={"color": TODAY, "width": 3},
            )


def _add_span(figure: go.Figure, row: Row, position: int) -> None:
    light = MILESTONE_STATUSES[row["status"]]
    first = row["starts_on"] or row["plan_starts_on"]
    last = row["due_on"] or row["plan_ends_on"]
    reached = first + (last - first) * min(row["completion_ratio"] or 0, 1)
    for until, colour, width in ((last, GRID, 13), (reached, light.fill, 13)):
        figure.add_scatter(
            x=[first, until],
            y=[position, position],
            mode="lines",
            line={"color": colour, "width": width},
            hovertemplate=f"{row['milestone_title']}: {day(first)} – {day(last)}<extra></extra>",
        )


def _rows_axis(figure: go.Figure, length: int) -> None:
    figure.update_yaxes(visible=False, range=[length - 0.55, -0.85])


def _label_rows(figure: go.Figure, left: Sequence[str], right: Sequence[str]) -> None:
    for position, (name, figures) in enumerate(zip(left, right, strict=True)):
        common = {
            "y": position,
            "yref": "y",
            "xref": "paper",
            "showarrow": False,
            "yshift": 22,
            "yanchor": "middle",
            "bgcolor": WHITE,
            "borderpad": 0,
        }
        figure.add_annotation(x=0, xanchor="left", text=name, **common)
        figure.add_annotation(x=1, xanchor="right", text=figures, font={"color": SOFT_INK}, **common)
