"""Figures that are drawn once: to draw one costs more than all else on its page, and many look at the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from copy import deepcopy
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import plotly.graph_objects as go
import polars as pl

from dashboard import words
from dashboard.outline import Outline, figure_of
from dashboard.shelf import Shelf

KEPT = 256

Given = ParamSpec("Given")
_drawn: Shelf[Hashable, dict[str, Any]] = Shelf(KEPT)


def kept(
    draw: Callable[Concatenate[pl.DataFrame, Given], Outline],
) -> Callable[Concatenate[pl.DataFrame, Given], go.Figure]:
    """The same drawing for the same rows in the same words, each time as a figure of its own.

    A figure that is only looked at changes inside, so no two threads may have the same one.
    """

    @wraps(draw)
    def drawn(frame: pl.DataFrame, *given: Given.args, **named: Given.kwargs) -> go.Figure:
        terms = tuple(words.terms().values())
        key = (draw.__name__, words.language(), terms, given, tuple(sorted(named.items())), seal(frame))
        drawing = _drawn.get(key, lambda: draw(frame, *given, **named).to_dict())
        return figure_of(deepcopy(drawing))

    return drawn


def seal(frame: pl.DataFrame) -> bytes:
    """What all the rows come to."""
    return hashlib.blake2b(f"{frame.schema} {frame.clone().write_json()}".encode(), digest_size=16).digest()
