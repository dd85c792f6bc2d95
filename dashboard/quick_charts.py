"""A chart of whatever a query gave: a frame and three choices in, a figure out."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard import strokes
from dashboard.lights import DONE_LATE, GRID, NAVY
from dashboard.outline import figure_of
from dashboard.words import say

HEIGHT = 380
KINDS = ("bars", "lines", "points")
LONGEST_NAME = 24


def numbers_of(frame: pl.DataFrame) -> list[str]:
    """The columns that can stand upright."""
    return [name for name, kind in frame.schema.items() if kind.is_numeric()]


def column_by_column(frame: pl.DataFrame, x: str, y: str, kind: str) -> go.Figure:
    """One column against another, as bars, a line or points, in the order of the rows."""
    figure = strokes.figure(HEIGHT, say("sql.chart_alt", x=x, y=y, rows=frame.height))
    along, up = _written(frame[x]), frame[y].cast(pl.Float64).to_list()
    if kind == "bars":
        figure.add_bar(x=along, y=up, marker={"color": NAVY}, name=y)
    else:
        mode = "lines+markers" if kind == "lines" else "markers"
        figure.add_scatter(
            x=along, y=up, mode=mode, name=y, line={"color": NAVY}, marker={"color": DONE_LATE.edge, "size": 7}
        )
    figure.update_layout(margin={"l": 8, "r": 8, "t": 8, "b": 8}, hovermode="closest")
    figure.update_xaxes(title={"text": x}, showgrid=False, automargin=True, nticks=30)
    figure.update_yaxes(title={"text": y}, gridcolor=GRID, automargin=True)
    figure.update_yaxes(rangemode="tozero" if kind == "bars" else "normal")
    return figure_of(figure.to_dict())


def _written(column: pl.Series) -> list[object]:
    """The values along the chart: numbers and days as themselves, long names cut."""
    if column.dtype.is_numeric() or column.dtype.is_temporal():
        return column.to_list()
    texts = [str(value) if value is not None else say("chart.no_name") for value in column.to_list()]
    return [text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…" for text in texts]
