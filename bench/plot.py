"""A plot with a logarithmic scale on both sides, as SVG: what grows with its cause is a straight line."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, log10
from xml.etree import ElementTree as Xml

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 400, 60, 20, 210, 45
COLOURS = ("#1B4F8F", "#E69F00", "#A4161A", "#4D8B31", "#6B4E9B", "#555555")
Points = list[tuple[float, float]]


def log_log(lines: dict[str, Points], across: str) -> str:
    """Named lines through points above nought; each name stands where its line ends."""
    points = [point for line in lines.values() for point in line]
    (left, right), (low, high) = (decades([point[side] for point in points]) for side in (0, 1))

    def place(x: float, y: float) -> tuple[float, float]:
        over, up = (log10(x) - left) / (right - left), (log10(y) - low) / (high - low)
        return LEFT + over * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    root = Xml.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {HEIGHT}")
    root.set("font-family", "sans-serif")
    root.set("font-size", "12")
    Xml.SubElement(root, "rect", width="100%", height="100%", fill="white")
    for decade in range(left, right + 1):
        ends = place(10**decade, 10**low), place(10**decade, 10**high)
        ruled(root, *ends, (ends[0][0], HEIGHT - BOTTOM + 18), f"{10**decade:,}", "middle")
    for decade in range(low, high + 1):
        ends = place(10**left, 10**decade), place(10**right, 10**decade)
        ruled(root, *ends, (LEFT - 6, ends[0][1] + 4), f"{10.0**decade:,g}", "end")
    written(root, ((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6), across, "middle")
    heights = spread({name: place(*line[-1])[1] for name, line in lines.items()})
    for colour, (name, line) in zip(COLOURS, lines.items(), strict=False):
        spots = [place(*point) for point in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        Xml.SubElement(root, "polyline", points=path, fill="none", stroke=colour).set("stroke-width", "2")
        for x, y in spots:
            Xml.SubElement(root, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3.5", fill=colour)
        written(root, (WIDTH - RIGHT + 12, heights[name] + 4), name, "start", colour)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode") + "\n"


def decades(values: list[float]) -> tuple[int, int]:
    """The powers of ten between which the values lie."""
    first, last = floor(log10(min(values))), ceil(log10(max(values)))
    return first, max(last, first + 1)


def ruled(
    root: Xml.Element, a: tuple[float, float], b: tuple[float, float], at: tuple[float, float], *said: str
) -> None:
    """A line of the grid, and what it stands for."""
    Xml.SubElement(root, "line", x1=f"{a[0]:.1f}", y1=f"{a[1]:.1f}", x2=f"{b[0]:.1f}", y2=f"{b[1]:.1f}", stroke="#DDD")
    written(root, at, *said)


def written(root: Xml.Element, at: tuple[float, float], text: str, anchor: str, colour: str = "#333") -> None:
    """Some words."""
    element = Xml.SubElement(root, "text", x=f"{at[0]:.1f}", y=f"{at[1]:.1f}", fill=colour)
    element.set("text-anchor", anchor)
    element.text = text


def spread(heights: dict[str, float], apart: float = 15) -> dict[str, float]:
    """The same heights, so far apart that no two names lie over each other."""
    return dict(spaced(sorted(heights.items(), key=lambda one: one[1]), apart))


def spaced(heights: list[tuple[str, float]], apart: float) -> Iterator[tuple[str, float]]:
    """From the top down, each at least so far below the one before."""
    lowest = float("-inf")
    for name, height in heights:
        lowest = max(height, lowest + apart)
        yield name, lowest
