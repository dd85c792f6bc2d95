"""The small drawings of the overview: as long as their numbers, on the scale of their box, without letters."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from dashboard import sparks
from dashboard.lights import BAR_ORDER, DONE, DONE_LATE, NAVY, OVERDUE, STATUSES, TODAY


def boxes(drawn: str) -> dict[str, float]:
    """How wide the boxes of each colour are."""
    found = ElementTree.fromstring(drawn).findall("{*}rect")
    return {box.attrib["fill"]: float(box.attrib["width"]) for box in found}


def course(drawn: str) -> list[tuple[float, float]]:
    points = re.search(r'points="([^"]*)"', drawn)
    return [tuple(map(float, point.split(","))) for point in points[1].split()] if points else []


def test_a_course_rises_where_its_numbers_rise_and_ends_in_a_dot() -> None:
    drawn = sparks.line([0.0, 0.5, 1.0])
    (x1, y1), (x2, y2), (x3, y3) = course(drawn)
    assert x1 < x2 < x3
    assert y1 > y2 > y3
    assert f'cx="{x3:.1f}" cy="{y3:.1f}"' in drawn


def test_a_day_of_which_nothing_is_known_leaves_its_place_and_draws_nothing() -> None:
    known = course(sparks.line([None, 1, 2]))
    assert [x for x, _ in known] == [x for x, _ in course(sparks.line([5, 1, 2]))][1:]
    assert not course(sparks.line([None, None]))


def test_a_course_that_never_moves_stays_within_its_box() -> None:
    assert {y for _, y in course(sparks.line([3, 3, 3]))} == {sparks.LINE_BOX[1] - sparks.EDGE}


def test_a_bullet_is_as_long_as_it_has_come_and_marks_where_it_should_be() -> None:
    drawn = sparks.bullet(0.4, 0.6)
    assert boxes(drawn)[NAVY] == 0.4 * sparks.BAR_BOX[0]
    assert f'x="{0.6 * sparks.BAR_BOX[0]:.1f}"' in drawn and TODAY in drawn


def test_a_bullet_without_figures_has_no_length_and_no_mark() -> None:
    drawn = sparks.bullet(None, None)
    assert boxes(drawn)[NAVY] == 0
    assert TODAY not in drawn


@pytest.mark.parametrize("ratio", [1.0, 1.7])
def test_a_bullet_never_leaves_its_box(ratio: float) -> None:
    assert boxes(sparks.bullet(ratio, 1.0))[NAVY] == sparks.BAR_BOX[0]


def test_on_time_and_late_make_up_what_is_completed() -> None:
    widths = boxes(sparks.completion(6, 8, 10))
    assert (widths[DONE.fill], widths[DONE_LATE.fill]) == (
        0.6 * sparks.BAR_BOX[0],
        pytest.approx(0.2 * sparks.BAR_BOX[0]),
    )


def test_where_nothing_is_due_nothing_is_drawn() -> None:
    assert boxes(sparks.completion(0, 0, 0))[DONE.fill] == 0


def test_a_strip_is_read_from_done_to_overdue_and_leaves_out_what_is_nil() -> None:
    counts = {"done": 7, "done_late": 1, "overdue": 2}
    widths = boxes(sparks.strip((STATUSES[one], counts.get(one, 0)) for one in BAR_ORDER))
    assert list(widths.items()) == [(DONE.fill, 700), (DONE_LATE.fill, 100), (OVERDUE.fill, 200)]
