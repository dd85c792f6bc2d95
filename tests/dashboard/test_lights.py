"""Lights can be told apart without their colours, and read on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard import lights


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("family", [lights.STATUSES, lights.MILESTONE_STATUSES])
def test_every_light_has_a_mark_of_its_own(family: dict[str, lights.Light]) -> None:
    marks = [light.mark for light in family.values()]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("status", sorted(lights.STATUSES))
def test_the_figure_on_a_bar_can_be_read(status: str) -> None:
    light = lights.STATUSES[status]
    # Grey on white is below 4.5 for the exempt, whose count also stands in the legend.
    assert contrast(light.fill, light.ink) >= (3 if status == "exempt" else 4.5)


def test_the_colours_are_those_that_colour_blind_readers_can_tell_apart() -> None:
    assert {status: light.fill for status, light in lights.STATUSES.items() if status != "needs_review"} == {
        "done": "#1B4F8F",
        "done_late": "#6FA8DC",
        "incomplete": "#E69F00",
        "overdue": "#A4161A",
        "due_soon": "#F3E3A2",
        "not_due": "#E4E7EB",
        "exempt": "#8A8F98",
        "not_applicable": "#FFFFFF",
    }
    assert lights.STATUSES["needs_review"].pattern, "what waits for a mark is told by its hatching"


def test_the_legend_leaves_out_what_does_not_occur() -> None:
    assert lights.legend({"overdue": 3, "done": 0}) == ":red-badge[✖ 逾期未办 3]"


@pytest.mark.parametrize("status", sorted(lights.STATUSES))
def test_in_the_dark_a_bar_stands_out_from_its_ground_and_its_figure_can_be_read(status: str) -> None:
    light, ground = lights.STATUSES[status], lights.IN_THE_DARK[lights.WHITE]
    fill, edge = (lights.IN_THE_DARK.get(colour, colour) for colour in (light.fill, light.edge))
    assert max(contrast(fill, ground), contrast(edge, ground)) >= 3
    assert contrast(fill, lights.ink_on(fill)) >= 4.5


def test_in_the_dark_what_is_done_can_be_told_from_what_was_late_and_from_the_empty_track() -> None:
    done, late, track = (
        lights.IN_THE_DARK.get(one, one) for one in (lights.DONE.fill, lights.DONE_LATE.fill, lights.TRACK)
    )
    assert contrast(done, late) >= 1.8
    assert contrast(done, track) >= 2.5


STYLES = (Path(lights.__file__).parent / "overview.css").read_text(encoding="utf-8")
COLOURS = r"(?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}))"


def styled(rule: str, name: str) -> list[str]:
    """What the style says of a property in a rule: the colours in the light and in the dark."""
    [body] = re.findall(rf"^\.{rule}(?!\w)[^{{}}]*\{{([^}}]*)\}}", STYLES, re.MULTILINE)
    found = re.search(rf"(?<![\w-]){name}:[^;]*?{COLOURS}", body)
    assert found, rule
    light, dark, both = found.groups()
    return [light or both, dark or both]


@pytest.mark.parametrize("status", lights.BAR_ORDER)
def test_a_length_of_a_bar_has_the_colour_of_its_light(status: str) -> None:
    assert styled(f"fill-{status}", "background")[0] == lights.STATUSES[status].fill


@pytest.mark.parametrize("status", sorted(lights.STATUSES))
def test_a_light_with_its_word_can_be_read_in_the_light_and_in_the_dark(status: str) -> None:
    grounds, inks = styled(f"lit-{status}", "background"), styled(f"lit-{status}", "color")
    assert all(contrast(ground, ink) >= 4.5 for ground, ink in zip(grounds, inks, strict=True))
