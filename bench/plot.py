"""A plot with a logarithmic scale on both sides, as SVG: what grows with its cause is a straight line."""

from __future__ import annotations

from math import ceil, floor, log10
from xml.etree import ElementTree as Xml

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 400, 60, 20, 210, 45
COLOURS = ("#1B4F8F", "#E69F00", "#A4161A", "#4D8B31", "#6B4E9B", "#555555")
APART = 15
Point = tuple[float, float]


def log_log(lines: dict[str, list[Point]], across: str) -> str:
    """Named lines through points above nought; each name stands where its line ends."""
    points = [point for line in lines.values() for point in line]
    (left, right), (low, high) = (decades([point[side] for point in points]) for side in (0, 1))

    def place(x: float, y: float) -> Point:
        over, up = (log10(x) - left) / (right - left), (log10(y) - low) / (high - low)
        return LEFT + over * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    root = Xml.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}"})
    root.attrib |= {"font-family": "sans-serif", "font-size": "12"}
    Xml.SubElement(root, "rect", width="100%", height="100%", fill="white")
    for power in range(left, right + 1):
        line_of(root, [place(10**power, 10**end) for end in (low, high)], "#DDD")
        written(root, (place(10**power, 10**low)[0], HEIGHT - BOTTOM + 18), f"{10**power:,}", "middle")
    for power in range(low, high + 1):
        line_of(root, [place(10**end, 10**power) for end in (left, right)], "#DDD")
        written(root, (LEFT - 6, place(10**left, 10**power)[1] + 4), f"{10.0**power:,g}", "end")
    written(root, ((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6), across, "middle")
    lowest = 0.0
    highest_first = sorted(lines.items(), key=lambda one: place(*one[1][-1])[1])
    for colour, (name, line) in zip(COLOURS, highest_first, strict=False):
        line_of(root, [place(*point) for point in line], colour, width="2")
        for x, y in (place(*point) for point in line):
            Xml.SubElement(root, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3.5", fill=colour)
        lowest = max(place(*line[-1])[1], lowest + APART)
        written(root, (WIDTH - RIGHT + 12, lowest + 4), name, "start", colour)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode") + "\n"


def decades(values: list[float]) -> tuple[int, int]:
    """The powers of ten between which the values lie."""
    first, last = floor(log10(min(values))), ceil(log10(max(values)))
    return first, max(last, first + 1)


def line_of(root: Xml.Element, spots: list[Point], colour: str, width: str = "1") -> None:
    """A line through some spots."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    Xml.SubElement(root, "polyline", {"points": path, "fill": "none", "stroke": colour, "stroke-width": width})


def written(root: Xml.Element, at: Point, text: str, anchor: str, colour: str = "#333") -> None:
    """Some words."""
    where = {"x": f"{at[0]:.1f}", "y": f"{at[1]:.1f}", "fill": colour, "text-anchor": anchor}
    Xml.SubElement(root, "text", where).text = text
