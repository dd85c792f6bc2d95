"""An example's rows as one reads them: the sheet, then each heading with what is written under it."""

from __future__ import annotations

from datetime import date

from dashboard.example_world import Cells, Line, Value
from dashboard.examples import Example
from dashboard.rulebook import Book, value_words
from dashboard.words import say


def passing(rules: Book, example: Example) -> str:
    """What is written where a check passes."""
    return say("example.hopeless") if example.passing is None else lines_words(rules, example.passing)


def failing(rules: Book, example: Example) -> str:
    """What is written instead where it fails."""
    return say("example.never") if example.failing is None else lines_words(rules, example.difference)


def lines_words(rules: Book, lines: list[Line]) -> str:
    """Rows of sheets."""
    return say("example.between").join(line_words(rules, sheet, cells) for sheet, cells in lines)


def line_words(rules: Book, sheet: str, cells: Cells) -> str:
    """One row of a sheet; one without a cell is a row that is not there."""
    written = say("example.comma").join(
        say("example.cell", label=str(rules.fields[sheet, name]["label"]), value=written_value(value))
        for name, value in cells.items()
    )
    return say("example.line", sheet=say(f"sheet.{sheet}"), cells=written or say("example.nothing"))


def written_value(value: Value) -> str:
    """A value as it stands in a cell."""
    if value is None:
        return say("example.blank")
    return value.isoformat() if isinstance(value, date) else value_words(str(value))
