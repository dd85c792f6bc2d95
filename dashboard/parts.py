"""The pieces that pages are put together from."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard import charts
from dashboard.words import change, percent, say, share

QUIET = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def draw(figure: go.Figure, key: str) -> None:
    """A chart without toolbar or zoom, with its description."""
    st.plotly_chart(figure, theme=None, config=QUIET, key=key, alt=charts.description(figure))


def heading(key: str, **values: Any) -> None:
    """The heading of a section."""
    st.subheader(say(f"{key}_title", **values), anchor=False)


def note(key: str, **values: Any) -> None:
    """One quiet sentence."""
    st.caption(say(key, **values))


def rate(label: str, part: int, whole: int, ratio: float | None, points: float | None = None) -> None:
    """A rate with its numerator and denominator, and its change since last week."""
    moved = change(points)
    st.metric(
        f"{say(label)} {share(part, whole)}",
        percent(ratio),
        delta=say("metric.points", points=moved) if moved else moved,
        delta_description=None if moved is None else say("metric.since"),
        border=True,
        height="stretch",
    )


def count(label: str, value: int, since: int | None = None, below: str = "", **values: Any) -> None:
    """A count where more is worse, and its change since last week."""
    st.metric(
        say(label, **values),
        f"{value:,}",
        delta=since,
        delta_color="inverse",
        delta_description=say("metric.since") if since is not None else below or None,
        border=True,
        height="stretch",
    )


def lead(key: str, **values: Any) -> None:
    """The sentence that answers the page's question."""
    st.header(say(key, **values), anchor=False)


def nothing(key: str, **values: Any) -> None:
    """Why there is nothing to show, and what to do about it."""
    st.info(say(key, **values))


def facts(row: Mapping[str, Any], names: Sequence[str]) -> None:
    """A few facts about one thing on one line; what is not known is left out."""
    known = [f"{say(f'column.{name}')} **{row[name]}**" for name in names if row[name] is not None]
    st.markdown(" · ".join(known))
