"""A chart in the making: traces and a layout in the chart library's own words."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

Words = dict[str, Any]


class Outline:
    """What a chart is made of, written down as it is.

    The library's own figure looks every word over each time, and lays a template of its own under all, which together
    take forty times as long as the rest. The words are the same for all readers: the tests have them looked over.
    """

    def __init__(self) -> None:
        self.data: list[Words] = []
        self.layout: Words = {"template": {}}

    def add_bar(self, **words: Any) -> None:
        """One more set of bars."""
        self.data.append({"type": "bar", **_said(words)})

    def add_scatter(self, **words: Any) -> None:
        """One more line, or set of marks."""
        self.data.append({"type": "scatter", **_said(words)})

    def add_shape(self, **words: Any) -> None:
        """One more line or area that belongs to no trace."""
        self.layout.setdefault("shapes", []).append(_said(words))

    def add_annotation(self, **words: Any) -> None:
        """One more text."""
        self.layout.setdefault("annotations", []).append(_said(words))

    def update_layout(self, **words: Any) -> None:
        """Say more of the layout; what is said within a part leaves the rest of the part as it was."""
        _put(self.layout, words)

    def update_xaxes(self, **words: Any) -> None:
        """Say more of the axis from left to right."""
        _put(self.layout, {"xaxis": words})

    def update_yaxes(self, **words: Any) -> None:
        """Say more of the upright axis."""
        _put(self.layout, {"yaxis": words})

    def to_dict(self) -> Words:
        """All of it, as the library takes it."""
        return {"data": self.data, "layout": self.layout}


def figure_of(drawing: Words) -> go.Figure:
    """The library's figure of what was written down, not looked over again."""
    return go.Figure(drawing, _validate=False)


def _put(part: Words, words: Words) -> None:
    """Say more of a part, and of what is in it."""
    for name, value in _said(words).items():
        if isinstance(value, dict):
            _put(part.setdefault(name, {}), value)
        else:
            part[name] = value


def _said(words: Words) -> Words:
    """What is said at all; where nothing is, the library has its own way."""
    return {name: value for name, value in words.items() if value is not None}
