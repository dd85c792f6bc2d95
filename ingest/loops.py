"""Things that wait for each other in a circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Edges = Mapping[str, Sequence[str]]


def path(edges: Edges, start: str, goal: str) -> list[str] | None:
    """The shortest way from one name to another, both included; None when there is none."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        for following in edges.get(way[-1], ()):
            if following == goal:
                return [*way, following]
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return None


def loops(edges: Edges) -> list[list[str]]:
    """One loop for each set of names that form one, told from the name that comes first."""
    found: dict[frozenset[str], list[str]] = {}
    for start in edges:
        way = path(edges, start, start)
        if way and not any(start in names for names in found):
            found[frozenset(way)] = way
    return list(found.values())


def spoken(way: Sequence[str]) -> str:
    """A loop in words: a → b → a."""
    return " → ".join(way)
