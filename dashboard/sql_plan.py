"""A query's plan, which the engine gives as JSON, as a tree that can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

SHOWN = ("Table", "Join Type", "Conditions", "Filters", "Groups", "Aggregates", "Order By", "Top", "Expressions")
LONGEST, DEEPEST = 110, 200
ROWS = "Estimated Cardinality"


def tree(plan: str) -> str:
    """The steps of a plan, the last first, each above those that it waits for."""
    return "\n".join(line for root in json.loads(plan) for line in _lines(root, "", ""))


def _lines(step: dict[str, Any], before: str, below: str) -> Iterator[str]:
    yield before + _told(step)
    if len(below) > DEEPEST:
        yield f"{below}…"
        return
    children = step.get("children", [])
    for place, child in enumerate(children, 1):
        is_last = place == len(children)
        yield from _lines(child, below + ("└─ " if is_last else "├─ "), below + ("   " if is_last else "│  "))


def _told(step: dict[str, Any]) -> str:
    facts = step.get("extra_info", {})
    about = "; ".join(_written(facts[name]) for name in SHOWN if facts.get(name))
    about = about if len(about) <= LONGEST else f"{about[:LONGEST]}…"
    rows = f"  ~{int(facts[ROWS]):,}" if str(facts.get(ROWS, "")).isdecimal() else ""
    return f"{step['name'].strip()}{f'  {about}' if about else ''}{rows}"


def _written(fact: Any) -> str:
    text = ", ".join(map(str, fact)) if isinstance(fact, list) else str(fact)
    return " ".join(text.split())
