"""Small drawings that stand in a line of text: pure, without letters, each described by whoever shows it.

They are pictures rather than charts: a bar in a row that is a link is reached by keyboard and costs next to nothing.
"""

from collections.abc import Iterable, Sequence

from dashboard.lights import DONE, DONE_LATE, NAVY, TODAY, TRACK, Light

LINE_BOX = (240, 36)
BAR_BOX = (200, 16)
STRIP_BOX = (1000, 26)
EDGE = 3


def line(values: Sequence[float | None], colour: str = NAVY) -> str:
    """A course day by day, the last day as a dot; days of which nothing is known are left out."""
    width, height = LINE_BOX
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if not known:
        return _svg(LINE_BOX, "")
    low, high = min(value for _, value in known), max(value for _, value in known)
    points = [
        (
            EDGE + place * (width - 2 * EDGE) / max(len(values) - 1, 1),
            height - EDGE - (value - low) * (height - 2 * EDGE) / ((high - low) or 1),
        )
        for place, value in known
    ]
    course = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    drawn = f'<polyline points="{course}" fill="none" stroke="{colour}" stroke-width="2"/>'
    return _svg(LINE_BOX, f'{drawn}<circle cx="{x:.1f}" cy="{y:.1f}" r="{EDGE}" fill="{colour}"/>')


def bullet(reached: float | None, expected: float | None) -> str:
    """How far something is, and the mark where it should be by now."""
    width, height = BAR_BOX
    bar = _box(0, 3, width * min(reached or 0, 1), height - 6, NAVY)
    mark = "" if expected is None else _box(min(width * expected, width - 3), 0, 3, height, TODAY)
    return _svg(BAR_BOX, _box(0, 3, width, height - 6, TRACK) + bar + mark)


def completion(on_time: int, completed: int, expected: int) -> str:
    """Of what was due: done on time, then done late."""
    width, height = BAR_BOX
    punctual, done = (width * part / expected if expected else 0 for part in (on_time, completed))
    late = _box(punctual, 3, done - punctual, height - 6, DONE_LATE.fill)
    return _svg(BAR_BOX, _box(0, 3, width, height - 6, TRACK) + _box(0, 3, punctual, height - 6, DONE.fill) + late)


def strip(parts: Iterable[tuple[Light, int]]) -> str:
    """All of something in one bar, a light beside the other, as wide as there are many."""
    width, height = STRIP_BOX
    shown = [(light, count) for light, count in parts if count]
    whole, drawn, at = sum(count for _, count in shown), "", 0.0
    for light, count in shown:
        drawn += _box(at, 0.5, width * count / whole, height - 1, light.fill, light.edge)
        at += width * count / whole
    return _svg(STRIP_BOX, drawn)


def _box(x: float, y: float, width: float, height: float, fill: str, edge: str = "") -> str:
    stroke = f' stroke="{edge}" vector-effect="non-scaling-stroke"' if edge else ""
    return f'<rect x="{x:.1f}" y="{y:g}" width="{max(width, 0):.1f}" height="{height:g}" fill="{fill}"{stroke}/>'


def _svg(box: tuple[int, int], drawn: str) -> str:
    width, height = box
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} preserveAspectRatio="none">{drawn}</svg>'
