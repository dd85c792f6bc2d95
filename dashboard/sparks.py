"""Small drawings that stand in a line of text: a course of days, and bars made of coloured lengths.

They are elements rather than charts: they cost next to nothing, and follow the light and the dark by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote
from xml.etree.ElementTree import Element

from dashboard.paper.html import element

LINE_BOX = (240, 36)
EDGE = 3


def line(values: Sequence[float | None], alt: str, tone: str = "done") -> Element:
    """A course day by day, the last day as a dot, in the colour of a light."""
    # The drawing is a mask: what shows through it is the colour that the style gives.
    mask = f"--course:url('data:image/svg+xml,{quote(drawn(values))}')"
    return element("span", class_=f"course tone-{tone}", role="img", aria_label=alt, style=mask)


def drawn(values: Sequence[float | None]) -> str:
    """The line itself; days of which nothing is known are left out."""
    width, height = LINE_BOX
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    low, high = min((value for _, value in known), default=0), max((value for _, value in known), default=0)
    points = [
        (
            EDGE + place * (width - 2 * EDGE) / max(len(values) - 1, 1),
            height - EDGE - (value - low) * (height - 2 * EDGE) / ((high - low) or 1),
        )
        for place, value in known
    ]
    course = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    ends = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{EDGE}"/>' for x, y in points[-1:])
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" preserveAspectRatio="none"'
    path = f'<polyline points="{course}" fill="none" stroke="#000" stroke-width="2"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{path}{ends}</svg>'


def bullet(reached: float | None, expected: float | None, alt: str) -> Element:
    """How far something is, and the mark where it should be by now."""
    marks = [] if expected is None else [element("i", class_="mark", style=f"left:{share(expected)}")]
    return bar([("done", reached or 0)], alt, marks)


def completion(on_time: int, completed: int, expected: int, alt: str) -> Element:
    """Of what was due: done on time, then done late."""
    whole = expected or 1
    return bar([("done", on_time / whole), ("done_late", (completed - on_time) / whole)], alt)


def bar(parts: Iterable[tuple[str, float]], alt: str, marks: Sequence[Element] = ()) -> Element:
    """Lengths beside each other on a track, each a light's; a length is a share of the whole."""
    lengths = [length(light, share(part)) for light, part in parts if part > 0]
    return element("span", *lengths, *marks, class_="bar", role="img", aria_label=alt)


def strip(counts: Iterable[tuple[str, int]], alt: str) -> Element:
    """All of something in one bar, a light beside the other, as wide as there are many."""
    shown = [(light, count) for light, count in counts if count]
    whole = sum(count for _, count in shown)
    lengths = [length(light, share(count / whole)) for light, count in shown]
    return element("span", *lengths, class_="strip", role="img", aria_label=alt)


def length(light: str, wide: str) -> Element:
    """One length of a bar."""
    return element("i", class_=f"fill-{light}", style=f"width:{wide}")


def share(part: float) -> str:
    """A share of the whole as the style has it; never more than all."""
    return f"{100 * min(part, 1):.4g}%"
