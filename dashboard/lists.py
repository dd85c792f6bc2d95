"""A long list as a table of HTML: what it leads to opens by mouse, finger and keyboard; it scrolls in its own box."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard import cells, lights, markup, tongues
from dashboard.words import say

BADGE = re.compile(r":(\w+)-badge\[(.*)\]", re.DOTALL)
ESCAPED = re.compile(r"\\([^\w\s])")
RANKS = {status: place for place, status in enumerate(lights.STATUSES)}
MOST_ROWS_IN_SIGHT = 24
# A text of more bytes, twenty letters in Chinese, is a sentence, and keeps room for itself on a narrow screen.
LONG = 60
BAR = ' style="--part:{:.0f}%"'

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """What stands over a column, how its values are written, and what one leads to or counts."""

    heading: str
    write: cells.Writer = cells.text
    to: Callable[[Row], str] | None = None
    tip: str = ""


def show(frame: pl.DataFrame, columns: Mapping[str, Column], label: str, *, sorts: bool = True) -> None:
    """The rows of a frame under their headings, the first column standing for its row."""
    markup.show(table(frame, columns, label, sorts=sorts))


def table(frame: pl.DataFrame, columns: Mapping[str, Column], label: str, *, sorts: bool) -> str:
    """The table as HTML; where it is whole, each heading sorts it, which web/lists.js does."""
    heads = "".join(_heading(frame[name], column, sorts) for name, column in columns.items())
    written = [_cells(frame, name, column, first=not at) for at, (name, column) in enumerate(columns.items())]
    rows = "".join(f"<tr>{''.join(row)}" for row in zip(*written, strict=True))
    named, kind = html.escape(label), "list" if frame.height > MOST_ROWS_IN_SIGHT else "list whole"
    return (
        f'<div class="{kind}" role="region" tabindex="0" aria-label="{named}"><table>'
        f"<thead><tr>{heads}</thead><tbody>{rows}</tbody></table></div>"
    )


def _heading(values: pl.Series, column: Column, sorts: bool) -> str:
    said, tip = tongues.told(html.escape(column.heading)), f' title="{html.escape(column.tip)}"' if column.tip else ""
    number = ' class="n"' if values.dtype.is_numeric() else ""
    if sorts:
        said = f'<button type="button" title="{html.escape(say("table.sort"))}">{said}</button>'
    return f'<th scope="col" data-column="{html.escape(values.name)}"{number}{tip}>{said}</th>'


def _cells(frame: pl.DataFrame, name: str, column: Column, *, first: bool) -> list[str]:
    values = frame[name].to_list()
    aside = ' class="n"' if frame[name].dtype.is_numeric() else ""
    known = {value: (as_html(column.write(value)), aside + _marks(name, value)) for value in set(values)}
    start, end = ('<th scope="row"', "</th>") if first else ("<td", "")
    said = [(known[value][1], known[value][0]) for value in values]
    if column.to is None:
        return [f"{start}{marks}>{text}{end}" for marks, text in said]
    ways = [html.escape(column.to(row)) for row in frame.iter_rows(named=True)]
    return [f'{start}{marks}><a href="{way}">{text}</a>{end}' for (marks, text), way in zip(said, ways, strict=True)]


def _marks(name: str, value: Any) -> str:
    """What a cell is sorted by where its text does not say it, and how far a share reaches."""
    if value is None or value == "":
        return ' data-by=""'
    if isinstance(value, bool | int | float):
        return f' data-by="{float(value):.12g}"' + (BAR.format(100 * value) if name.endswith("_ratio") else "")
    if isinstance(value, date):
        return f' class="d" data-by="{value.isoformat()}"'
    if value in RANKS:
        return f' data-by="{RANKS[value]}"'
    return ' class="t"' if isinstance(value, str) and len(value.encode()) > LONG else ""


def as_html(written: str) -> str:
    """What is written for the framework's Markdown, a badge or a plain text, as HTML."""
    badge = BADGE.fullmatch(written)
    text = tongues.told(html.escape(ESCAPED.sub(r"\1", badge[2] if badge else written)))
    return f'<span class="light {badge[1]}">{text}</span>' if badge else text
