"""Tables drawn as text: headings, then one line a row, cells between bars.

    unit | held_on | invited
    甲   | 06-10   | 市纪委、市委组织部
    乙   | 06-12   |

A blank cell holds nothing. A day written 06-10 is one of 2009.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from unicodedata import east_asian_width

BAR = re.compile(r"\s\|(?=\s|$)")
SHORT_DAY = re.compile(r"\d\d-\d\d")

Row = dict[str, Any]


def parse(text: str) -> list[Row]:
    """The rows of a drawn table by its headings; blank cells are None."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    headings, *rows = [[part.strip() or None for part in BAR.split(line)] for line in lines]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def headings_of(text: str) -> list[str]:
    """The headings of a drawn table."""
    return [part.strip() for part in BAR.split(text.strip().splitlines()[0])]


def day(written: str | date) -> date:
    """A day, short or in full."""
    if isinstance(written, date):
        return written
    return date.fromisoformat(f"2009-{written}" if SHORT_DAY.fullmatch(written) else written)


def draw(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as a drawn table, columns aligned as they look on screen."""
    lines = [list(headings), *([shown(value) for value in row] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    padded = ([cell + " " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(" | ".join(line).rstrip() for line in padded)


def redraw(text: str) -> str:
    """A drawn table with its columns aligned anew."""
    return draw(headings_of(text), [list(row.values()) for row in parse(text)])


def shown(value: Any) -> str:
    """A value as it is drawn."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat().removeprefix("2009-")
    return f"{value:g}" if isinstance(value, float) else str(value)


def width(text: str) -> int:
    """How many columns a text takes on screen."""
    return sum(2 if east_asian_width(letter) in "FW" else 1 for letter in text)
