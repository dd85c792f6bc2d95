"""Values as paper has them: texts that any file can hold, days, numbers and statuses in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from dashboard import lights
from dashboard.cells import CHOICES
from dashboard.words import NOTHING, day, percent, say

# What no XML may hold, halves of characters, and what turns the order of letters around.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
UNSAFE_IN_NAMES = re.compile(r'[<>:"/\\|?*\s]+')
MOST_NAME_LETTERS = 40


def printable(value: Any) -> str:
    """A text of somebody else's without what a document cannot hold."""
    return UNPRINTABLE.sub("", str(value))


def written(name: str, value: Any) -> str:
    """A value as it is read; how follows from its column's name."""
    if value is None or value == "":
        return NOTHING
    if name == "milestone_status":
        return lights.milestone_word(value)
    if name.endswith("status"):
        return lights.word(value)
    if name in CHOICES:
        return say(f"{name}.{value}")
    if isinstance(value, date):
        return day(value)
    if name.endswith("_ratio"):
        return percent(value)
    return f"{value:,}" if isinstance(value, int) else printable(value)


def file_part(text: str) -> str:
    """A name as a part of a file's name on any system."""
    return UNSAFE_IN_NAMES.sub("_", printable(text))[:MOST_NAME_LETTERS].strip("._ ") or "_"
