"""The small drawings of the overview: as long as their numbers, never longer than their box, each said in words."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from dashboard import sparks
from dashboard.lights import BAR_ORDER


def lengths(drawn: Element) -> dict[str, float]:
    """How wide the lengths of each light are, in hundredths of the whole."""
    found = [part for part in drawn if part.attrib["class"] != "mark"]
    return {part.attrib["class"].removeprefix("fill-"): hundredths(part) for part in found}


def marks(drawn: Element) -> list[float]:
    return [hundredths(part) for part in drawn if part.attrib["class"] == "mark"]


def hundredths(part: Element) -> float:
    return float(part.attrib["style"].partition(":")[2].removesuffix("%"))


def course(drawn: str) -> list[tuple[float, float]]:
    points = re.search(r'points="([^"]*)"', drawn)
    return [tuple(map(float, point.split(","))) for point in points[1].split()] if points else []


def test_a_course_rises_where_its_numbers_rise_and_ends_in_a_dot() -> None:
    drawn = sparks.drawn([0.0, 0.5, 1.0])
    (x1, y1), (x2, y2), (x3, y3) = course(drawn)
    assert x1 < x2 < x3
    assert y1 > y2 > y3
    assert f'cx="{x3:.1f}" cy="{y3:.1f}"' in drawn


def test_a_day_of_which_nothing_is_known_leaves_its_place_and_draws_nothing() -> None:
    known = course(sparks.drawn([None, 1, 2]))
    assert [x for x, _ in known] == [x for x, _ in course(sparks.drawn([5, 1, 2]))][1:]
    assert not course(sparks.drawn([None, None]))


def test_a_course_that_never_moves_stays_within_its_box() -> None:
    assert {y for _, y in course(sparks.drawn([3, 3, 3]))} == {sparks.LINE_BOX[1] - sparks.EDGE}


def test_a_bullet_is_as_long_as_it_has_come_and_marks_where_it_should_be() -> None:
    drawn = sparks.bullet(0.4, 0.6, "40% / 60%")
    assert lengths(drawn) == {"done": 40}
    assert marks(drawn) == [60]


def test_a_bullet_without_figures_has_no_length_and_no_mark() -> None:
    drawn = sparks.bullet(None, None, "")
    assert not lengths(drawn)
    assert not marks(drawn)


@pytest.mark.parametrize("ratio", [1.0, 1.7])
def test_a_bullet_never_leaves_its_box(ratio: float) -> None:
    assert lengths(sparks.bullet(ratio, 1.0, "")) == {"done": 100}


def test_on_time_and_late_make_up_what_is_completed() -> None:
    assert lengths(sparks.completion(6, 8, 10, "")) == {"done": 60, "done_late": 20}


def test_where_nothing_is_due_nothing_is_drawn() -> None:
    assert not lengths(sparks.completion(0, 0, 0, ""))


def test_a_strip_is_read_from_done_to_overdue_and_leaves_out_what_is_nil() -> None:
    counts = {"done": 7, "done_late": 1, "overdue": 2}
    drawn = sparks.strip(((one, counts.get(one, 0)) for one in BAR_ORDER), "")
    assert list(lengths(drawn).items()) == [("done", 70), ("done_late", 10), ("overdue", 20)]


@pytest.mark.parametrize(
    "drawn", [sparks.line([1, 2], "说明"), sparks.bullet(1, 1, "说明"), sparks.strip([("done", 1)], "说明")]
)
def test_every_drawing_says_what_it_shows(drawn: Element) -> None:
    assert (drawn.attrib["role"], drawn.attrib["aria-label"]) == ("img", "说明")
