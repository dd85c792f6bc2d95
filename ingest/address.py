"""Cell addresses: column letters and A1 references. Rows are counted from 1, columns from 0."""

from __future__ import annotations

import re

REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")


def letters(column: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell(row: int, column: int) -> str:
    """(5, 2) → C5."""
    return f"{letters(column)}{row}"


def row_in(reference: str) -> int:
    """C5 or 5 → 5, the first of several; 0 where no row is named."""
    found = re.search(r"\d+", reference)
    return int(found[0]) if found else 0


def position(reference: str) -> tuple[int, int]:
    """C5 → (5, 2)."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(reference)
    return int(match[2]), column_number(match[1])
