"""A figure is drawn once for the same rows in the same words, and anew for others."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard import figures, words


@pytest.fixture
def drawn() -> list[str]:
    return []


@pytest.fixture
def draw(drawn: list[str]):
    @figures.kept
    def count_of_rows(frame: pl.DataFrame, name: str = "") -> go.Figure:
        drawn.append(f"{frame.height}{name}{words.language()}")
        return go.Figure()

    return count_of_rows


def test_the_same_rows_are_drawn_once_however_they_came_about(draw, drawn: list[str]):
    rows = pl.DataFrame({"a": [1, 2], "words": [["x"], None]})
    assert draw(rows) is draw(rows.clone()) is draw(pl.concat([rows.head(1), rows.tail(1)]))
    assert drawn == ["2zh"]


def test_other_rows_another_choice_and_another_language_are_drawn_anew(draw, drawn: list[str]):
    rows = pl.DataFrame({"b": [1, 2]})
    draw(rows)
    draw(rows.rename({"b": "c"}))
    draw(rows.with_columns(b=pl.col("b") + 1))
    draw(rows, "x")
    words.speak(words.ENGLISH)
    draw(rows)
    words.speak(words.CHINESE)
    words.call({"branch": "班组"})
    draw(rows)
    words.call({})
    draw(rows)
    assert drawn == ["2zh", "2zh", "2zh", "2xzh", "2en", "2zh"]
