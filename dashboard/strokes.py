"""The strokes that charts are drawn with: bars in rows with their names above, lines, and the mark of the day."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.lights import GRID, IN_THE_DARK, INK, MILESTONE_STATUSES, SOFT_INK, TODAY, TRACK, WHITE, Light, ink_on
from dashboard.outline import Outline, figure_of
from dashboard.words import day, percent

FONTS = "'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',SimHei,sans-serif"
ROW_HEIGHT = 54
Row = dict[str, Any]


def figure(height: int, alt: str) -> Outline:
    """An empty figure of this height, with the product's fonts, no zoom, and its description."""
    figure = Outline()
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
        autotypenumbers="strict",
        dragmode=False,
        uniformtext={"mode": "hide", "minsize": 11},
    )
    figure.update_xaxes(fixedrange=True, automargin=False)
    figure.update_yaxes(fixedrange=True, automargin=False)
    return figure


def in_the_dark(figure: go.Figure) -> go.Figure:
    """The figure as it is drawn on a dark ground; what stands on a bar is written so that it can be read there."""
    dark = _swapped(figure.to_plotly_json())
    for trace in dark["data"]:
        colour = trace.get("marker", {}).get("color")
        if trace["type"] == "bar" and isinstance(colour, str):
            trace.setdefault("textfont", {})["color"] = ink_on(colour)
    return figure_of(dark)


def _swapped(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _swapped(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_swapped(value) for value in part]
    return IN_THE_DARK.get(part, part) if isinstance(part, str) else part


def legend(y: float) -> Row:
    """A legend in one line under the chart; its entries are no buttons."""
    return {"orientation": "h", "y": y, "x": 0, "yanchor": "top", "xanchor": "left", "traceorder": "normal",
            "itemclick": False, "itemdoubleclick": False, "font": {"size": 13}}  # fmt: skip


def height(rows: Sequence[Row]) -> int:
    """How tall a chart of these rows is."""
    return ROW_HEIGHT * max(len(rows), 1) + 16


def add_segment(
    figure: Outline,
    light: Light,
    name: str,
    values: list[float],
    positions: list[int],
    counts: list[int] | None = None,
) -> None:
    """One status along one or more bars, with mark and count where there is room."""
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
        marker=_filled(light),
    )


def _filled(light: Light) -> Row:
    """How a bar looks in its light: the colour, and over it the pattern of those who print in black and white."""
    seen = light.edge if light.edge != light.fill else light.ink
    pattern = {"shape": light.pattern, "fgcolor": seen, "size": 6, "solidity": 0.15, "fillmode": "overlay"}
    return {"color": light.fill, "line": {"color": light.edge, "width": 1}, "pattern": pattern}


def add_answer(
    figure: Outline, light: Light, name: str, shares: list[float], counts: list[int | None], rank: int
) -> None:
    """One answer along several bars, to the right of nought or to its left, with its share where there is room."""
    figure.add_bar(
        x=[one or None for one in shares],
        y=list(range(len(shares))),
        orientation="h",
        name=name,
        legendrank=rank,
        width=0.46,
        text=[percent(round(abs(one), 2)) if one else "" for one in shares],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": light.ink, "size": 12},
        customdata=counts,
        hovertemplate=f"{name}: %{{customdata}} · %{{text}}<extra></extra>",
        marker=_filled(light),
    )


def add_middle(figure: Outline) -> None:
    """The upright line at nought, which parts what is right of it from what is left."""
    figure.add_shape(type="line", xref="x", yref="paper", x0=0, x1=0, y0=0, y1=1, line={"color": SOFT_INK, "width": 1})


def add_line(
    figure: Outline, days: list[Any], counts: pl.Series, name: str, colour: str, dash: str, fill: str = ""
) -> None:
    """A count day by day, in steps."""
    figure.add_scatter(
        x=days,
        y=counts.to_list(),
        name=name,
        mode="lines",
        line={"color": colour, "width": 2.4, "dash": dash, "shape": "hv"},
        fill="tozeroy" if fill else "none",
        fillcolor=fill or None,
    )


def add_columns(figure: Outline, light: Light, name: str, places: list[int], counts: list[int]) -> None:
    """One status as upright bars with their counts above."""
    figure.add_bar(
        x=places,
        y=counts,
        name=name,
        width=0.8,
        text=list(map(str, counts)),
        textposition="outside",
        cliponaxis=False,
        hovertemplate=f"{name}: %{{y}}<extra></extra>",
        marker={"color": light.fill, "line": {"color": light.edge, "width": 1}},
    )


def add_today(figure: Outline, as_of: Any, name: str | None = None) -> None:
    """The as-of day as an upright line with its name, or another place with a name of its own."""
    figure.add_shape(
        type="line", xref="x", yref="paper", x0=as_of, x1=as_of, y0=0, y1=1, line={"color": TODAY, "width": 1.5}
    )
    figure.add_annotation(
        x=as_of,
        y=1,
        xref="x",
        yref="paper",
        text=name or day(as_of),
        showarrow=False,
        yanchor="bottom",
        font={"color": INK},
    )


def add_track(figure: Outline, length: int) -> None:
    """The pale bars behind all others, from nothing to everything."""
    add_bars(figure, [1.0] * length, TRACK, "", None)
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[0, 1], visible=False)
    rows_axis(figure, length)


def add_bars(
    figure: Outline,
    values: list[float],
    colour: str,
    name: str,
    whole: list[int] | None,
    base: list[float] | None = None,
) -> None:
    """One bar in each row."""
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


def add_marks(figure: Outline, ratios: list[float | None]) -> None:
    """An upright mark in each row that has one."""
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


def add_span(figure: Outline, row: Row, position: int) -> None:
    """A bar from start to deadline, filled as far as it is reached."""
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


def rows_axis(figure: Outline, length: int) -> None:
    """Rows from the top down, with room for a name above each."""
    figure.update_yaxes(visible=False, range=[length - 0.55, -0.85])


def label_rows(figure: Outline, left: Sequence[str], right: Sequence[str]) -> None:
    """The name above each bar on the left, its figures on the right."""
    common = {"yref": "y", "xref": "paper", "showarrow": False, "yshift": 24, "yanchor": "middle", "bgcolor": WHITE,
              "borderpad": 0}  # fmt: skip
    for position, (name, figures) in enumerate(zip(left, right, strict=True)):
        figure.add_annotation(x=0, y=position, xanchor="left", text=name, **common)
        figure.add_annotation(x=1, y=position, xanchor="right", text=figures, font={"color": SOFT_INK}, **common)
