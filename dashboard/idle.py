"""Why a unit owes nothing on a day, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.words import day, say


def why(unit: Mapping[str, Any]) -> str:
    """The sentence; empty where the unit owes something."""
    reason = unit["owes_nothing"]
    if not reason:
        return ""
    return say(f"unit.owes_nothing_{reason}", day=day(unit["as_of"]), unit_class=unit["unit_class"])
