"""A figure is drawn once for the same rows in the same words, and anew for others."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard import figures, words
from dashboard.outline import Outline


@pytest.fixture
def drawn() -> list[str]:
    return []


@pytest.fixture
def draw(drawn: list[str]):
    @figures.kept
    def count_of_rows(frame: pl.DataFrame, name: str = "") -> Outline:
        drawn.append(f"{frame.height}{name}{words.language()}")
        outline = Outline()
        outline.add_bar(y=[frame.height])
        outline.update_layout(title={"text": "t"})
        return outline

    return count_of_rows


def test_the_same_rows_are_drawn_once_however_they_came_about(draw, drawn: list[str]):
    rows = pl.DataFrame({"a": [1, 2], "words": [["x"], None]})
    first, *more = draw(rows), draw(rows.clone()), draw(pl.concat([rows.head(1), rows.tail(1)]))
    assert all(figure.to_dict() == first.to_dict() for figure in more)
    assert drawn == ["2zh"]


def test_what_one_reader_does_to_a_figure_no_other_sees(draw):
    rows = pl.DataFrame({"a": [1, 2, 3]})
    mine, yours = draw(rows), draw(rows)
    mine.update_layout(title="mine")
    mine.data[0].y = [7]
    for figure in (yours, draw(rows)):
        assert (figure.layout.title.text, list(figure.data[0].y)) == ("t", [3])


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


def test_what_is_said_within_a_part_leaves_the_rest_of_it():
    outline = Outline()
    outline.update_layout(margin={"l": 1, "b": 2}, title=None)
    outline.update_layout(margin={"b": 3})
    outline.update_xaxes(title={"text": "x"}, range=[0, 1])
    outline.update_xaxes(range=[0, 2])
    layout = outline.to_dict()["layout"]
    assert layout["margin"] == {"l": 1, "b": 3}
    assert layout["xaxis"] == {"title": {"text": "x"}, "range": [0, 2]}
    assert "title" not in layout


def test_what_one_chart_is_told_no_other_hears():
    mine, yours, given = Outline(), Outline(), {"b": 1}
    mine.update_layout(margin=given)
    mine.update_layout(margin={"b": 2})
    mine.add_shape(type="line")
    assert (given, yours.to_dict()["layout"]) == ({"b": 1}, {"template": {}})
