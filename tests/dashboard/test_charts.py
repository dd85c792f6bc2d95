"""Charts show the numbers of their frames, describe themselves and use fonts that have the characters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard import charts, lights, quick_charts, strokes, words

DAY = date(2009, 6, 24)
CURVE = pl.DataFrame(
    {
        "day_on": [date(2009, 6, 23), DAY, date(2009, 6, 25)],
        "due_count": [10, 12, 20],
        "completed_count": [8, 9, None],
        "on_time_count": [7, 7, None],
        "as_of": [DAY] * 3,
    }
)
GROUPS = pl.DataFrame(
    {
        "guidance_group": ["第一指导检查组", None],
        "expected_count": [10, 4],
        "completed_count": [8, 1],
        "on_time_count": [6, 1],
        "completed_ratio": [0.8, 0.25],
    }
)
PLANS = pl.DataFrame(
    {
        "action_title": ["企业帮扶", "三治一优"],
        "completion_ratio": [0.4, None],
        "expected_ratio": [0.6, None],
        "status": ["behind", "no_report"],
    }
)
COUNTS = ("done", "done_late", "incomplete", "needs_review", "overdue", "due_soon", "not_due", "exempt")
DEADLINES = pl.DataFrame(
    {
        "requirement_title": ["备案"],
        "first_due_on": [date(2009, 7, 10)],
        "last_due_on": [date(2009, 7, 10)],
        "obligation_count": [4],
        "completed_count": [3],
        **{f"{status}_count": [{"done": 3, "overdue": 1}.get(status, 0)] for status in COUNTS},
    }
)
LEADS = pl.DataFrame(
    {
        "lead_days": [4, 0, -2],
        "status": ["done", "done", "done_late"],
        "obligation_count": [5, 1, 2],
    }
)
MILESTONES = pl.DataFrame(
    {
        "milestone_id": ["M1.1", "M1.2"],
        "milestone_title": ["摸底排查", "集中整治"],
        "starts_on": [date(2009, 6, 1), None],
        "due_on": [date(2009, 6, 11), None],
        "plan_starts_on": [date(2009, 5, 21)] * 2,
        "plan_ends_on": [date(2009, 7, 10)] * 2,
        "shown_until_on": [date(2009, 7, 10)] * 2,
        "completion_ratio": [0.5, None],
        "status": ["behind", "no_report"],
        "as_of": [DAY] * 2,
    }
)


ANSWERS = pl.DataFrame(
    {
        "unit_name": ["教育局", "气象站"],
        "answered_count": [20, None],
        "good_count": [10, None],
        "fair_count": [6, None],
        "average_count": [4, None],
        "poor_count": [0, None],
        "top_two_ratio": [0.8, None],
        "withheld": [None, "不足五票，不予显示"],
    }
)


BY_DIMENSION = ANSWERS.select(
    pl.Series("dimension", ["causes", "measures"]),
    pl.exclude("unit_name"),
    pl.Series("class_top_two_ratio", [0.7, None]),
)


TIMELINE = pl.DataFrame(
    {
        "requirement_title": ["征求意见", "民主讨论", "备案", "谈心交心"],
        "bearers": ["", "1 / 3", "", ""],
        "status": ["done", "overdue", "not_due", "done_late"],
        "starts_on": [date(2009, 5, 21)] * 4,
        "due_on": [date(2009, 6, 15), date(2009, 6, 20), None, date(2009, 6, 10)],
        "done_on": [date(2009, 6, 1), None, None, date(2009, 6, 14)],
        "happened_on": [date(2009, 6, 1), date(2009, 6, 2), None, date(2009, 6, 14)],
        "shown_until_on": [date(2009, 7, 10)] * 4,
        "as_of": [DAY] * 4,
    }
)


@pytest.fixture(autouse=True, params=[words.CHINESE, words.ENGLISH])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    words.speak(request.param)
    yield request.param
    words.speak(words.CHINESE)


def figures() -> list[go.Figure]:
    return [
        charts.done_against_due_by_day(CURVE),
        charts.completion_by_name(GROUPS, "guidance_group"),
        charts.action_plans_against_expected(PLANS),
        charts.statuses_by_deadline(DEADLINES),
        charts.milestones_by_time(MILESTONES),
        charts.obligations_by_lead(LEADS),
        charts.answers_by_unit(ANSWERS),
        charts.answers_by_dimension(BY_DIMENSION),
        charts.obligations_by_time(TIMELINE),
    ]


def quick() -> list[go.Figure]:
    return [
        quick_charts.column_by_column(GROUPS, "guidance_group", "expected_count", kind) for kind in quick_charts.KINDS
    ]


def labels(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_every_chart_describes_itself() -> None:
    assert all(len(charts.description(figure)) > 8 for figure in figures())


def test_every_word_of_a_chart_is_one_that_the_library_knows() -> None:
    for figure in (*figures(), *map(strokes.in_the_dark, figures()), *quick()):
        go.Figure(figure.to_dict())


def test_whatever_lies_along_a_quick_chart_can_be_sent() -> None:
    values = [date(2009, 6, 1), Decimal("1.5"), float("nan"), "7", [1], True]
    for value in values:
        frame = pl.DataFrame({"along": pl.Series([value, None]), "up": [float("inf"), 1]}, strict=False)
        figure = quick_charts.column_by_column(frame, "along", "up", "bars")
        for shown in (figure, strokes.in_the_dark(figure)):
            [trace] = json.loads(shown.to_json())["data"]
            assert (len(trace["x"]), trace["y"]) == (2, [None, 1])


def test_a_word_that_the_library_does_not_know_is_found() -> None:
    figure = charts.answers_by_unit(ANSWERS).to_dict()
    figure["data"][0]["colour"] = "red"
    with pytest.raises(ValueError, match="colour"):
        go.Figure(figure)


def test_a_pattern_lies_over_its_colour_and_can_be_seen_there() -> None:
    """Whoever prints in black and white tells the lights by it."""
    bars = [bar for figure in figures() for bar in figure.data if bar.type == "bar" and bar.marker.pattern.shape]
    assert len(bars) == 4
    for bar in bars:
        pattern = bar.marker.pattern
        assert (pattern.fillmode, pattern.fgcolor != bar.marker.color) == ("overlay", True)


def test_nothing_is_laid_under_a_chart_that_it_did_not_ask_for() -> None:
    assert all(not figure.layout.template.to_plotly_json() for figure in (*figures(), *quick()))


def test_every_chart_asks_for_fonts_with_chinese_characters() -> None:
    assert all(figure.layout.font.family == strokes.FONTS for figure in figures())


def test_no_chart_can_be_zoomed_away_by_a_finger() -> None:
    assert all(figure.layout.xaxis.fixedrange and figure.layout.yaxis.fixedrange for figure in figures())


def test_nothing_is_drawn_of_the_days_to_come() -> None:
    due, completed, _ = charts.done_against_due_by_day(CURVE).data
    assert list(due.y) == [10, 12, 20]
    assert list(completed.y) == [8, 9, None]


def test_on_time_and_late_make_up_what_is_completed() -> None:
    _, on_time, late = charts.completion_by_name(GROUPS, "guidance_group").data
    assert list(on_time.x) == [0.6, 0.25]
    assert list(late.x) == pytest.approx([0.2, 0])
    assert "8 / 10 · 80%" in labels(charts.completion_by_name(GROUPS, "guidance_group"))


def test_an_action_plan_without_figures_has_no_bar_and_no_mark() -> None:
    figure = charts.action_plans_against_expected(PLANS)
    assert list(figure.data[1].x) == [0.4, 0]
    assert [shape.x0 for shape in figure.layout.shapes] == [0.6]


def test_a_deadline_shows_how_many_of_how_many() -> None:
    figure = charts.statuses_by_deadline(DEADLINES)
    assert "3 / 4" in labels(figure)
    assert [list(bar.x) for bar in figure.data] == [[0.75], [0.25]]


def test_a_milestone_is_filled_as_far_as_it_is_reached() -> None:
    track, filled = charts.milestones_by_time(MILESTONES).data[:2]
    assert list(track.x) == [date(2009, 6, 1), date(2009, 6, 11)]
    assert list(filled.x) == [date(2009, 6, 1), date(2009, 6, 6)]


def test_the_as_of_day_is_marked() -> None:
    for figure in (charts.done_against_due_by_day(CURVE), charts.milestones_by_time(MILESTONES)):
        assert [shape.x0 for shape in figure.layout.shapes] == [DAY]


def test_an_action_plan_says_its_status_in_a_word_and_what_it_should_have_reached(language: str) -> None:
    told = {words.CHINESE: "▲ 进度滞后 · 40%，应达 60%", words.ENGLISH: "▲ Behind 40%/60%"}
    assert told[language] in labels(charts.action_plans_against_expected(PLANS))


def test_better_answers_stand_to_the_right_and_the_others_to_the_left() -> None:
    fair, good, average, poor = charts.answers_by_unit(ANSWERS).data
    assert [bar.x[0] for bar in (fair, good, average, poor)] == [0.3, 0.5, -0.2, None]
    assert [bar.legendrank for bar in (good, fair, average, poor)] == [0, 1, 2, 3]


def test_a_ballot_that_is_withheld_has_no_bar_and_says_why() -> None:
    figure = charts.answers_by_unit(ANSWERS)
    assert [bar.x[1] for bar in figure.data] == [None] * 4
    assert "不足五票，不予显示" in labels(figure)


def test_a_class_is_marked_beside_the_unit(language: str) -> None:
    figure = charts.answers_by_dimension(BY_DIMENSION)
    assert [shape.x0 for shape in figure.layout.shapes] == [0, 0.7]
    told = {words.CHINESE: "80%（20 票），同类 70%", words.ENGLISH: "80% of 20, class 70%"}
    assert told[language] in labels(figure)


def test_what_was_done_early_stands_left_of_the_deadline_and_what_was_late_right_of_it(language: str) -> None:
    figure = charts.obligations_by_lead(LEADS)
    on_time, late = figure.data
    assert (list(on_time.x), list(on_time.y)) == ([-4, 0], [5, 1])
    assert (list(late.x), list(late.y)) == ([2], [2])
    assert max(on_time.x) < figure.layout.shapes[0].x0 < min(late.x)
    told = {words.CHINESE: "早 4 天", words.ENGLISH: "4 d early"}
    assert figure.layout.xaxis.ticktext[0] == told[language]


def test_an_axis_of_many_days_has_few_names_and_the_deadlines_is_among_them() -> None:
    many = pl.DataFrame({"lead_days": list(range(40, -20, -1)), "status": "done", "obligation_count": 1})
    ticks = charts.obligations_by_lead(many).layout.xaxis.tickvals
    assert len(ticks) <= 9
    assert 0 in ticks


def marks(figure: go.Figure) -> dict[str, list[date]]:
    """Where the marks of a time line stand."""
    return {trace.text: list(trace.x) for trace in figure.data if trace.mode == "markers+text"}


def test_a_time_line_marks_the_day_it_was_done_and_today_while_it_is_late() -> None:
    found = marks(charts.obligations_by_time(TIMELINE))
    assert found == {"✔": [date(2009, 6, 1)], "◐": [date(2009, 6, 14)], "✖": [DAY], "○": [date(2009, 7, 10)]}


def test_a_time_line_shows_how_long_past_the_deadline_in_red_and_only_there() -> None:
    late = next(trace for trace in charts.obligations_by_time(TIMELINE).data if trace.line.color == lights.OVERDUE.fill)
    assert list(late.x) == [date(2009, 6, 20), DAY, None, date(2009, 6, 10), date(2009, 6, 14), None]
    assert list(late.y) == [1, 1, None, 3, 3, None]


def test_a_time_line_names_each_row_with_its_light_in_words() -> None:
    named = labels(charts.obligations_by_time(TIMELINE))
    assert "民主讨论 1 / 3" in named
    assert any(lights.word("overdue") in one for one in named)


def test_in_the_dark_a_chart_has_no_white_ground_and_its_names_can_be_read() -> None:
    ground = lights.IN_THE_DARK[lights.WHITE]
    for dark in map(strokes.in_the_dark, figures()):
        assert dark.layout.paper_bgcolor == dark.layout.plot_bgcolor == ground
        assert {one.bgcolor for one in dark.layout.annotations} <= {None, ground}
        inks = [one.font.color or dark.layout.font.color for one in dark.layout.annotations]
        assert not [ink for ink in inks if lights.contrast(ink, ground) < 4.5]


def test_a_chart_keeps_its_light_ground_where_it_is_not_darkened() -> None:
    figure = charts.statuses_by_deadline(DEADLINES)
    strokes.in_the_dark(figure)
    assert figure.layout.paper_bgcolor == lights.WHITE
