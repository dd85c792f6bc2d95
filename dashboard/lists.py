"""A table of HTML: what it leads to opens by mouse, finger and keyboard; a long one scrolls in its own box."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard import cells, lights, markup, tongues
from dashboard.words import as_typed, say

BADGE = re.compile(r":(\w+)-badge\[(.*)\]", re.DOTALL)
LINK = re.compile(r"\[((?:\\.|[^\\\[\]])*)\]\(([^()\s]*)\)")
CODE = re.compile(r"`([^`]*)`")
RANKS = {status: place for place, status in enumerate(lights.STATUSES)}
MOST_ROWS_IN_SIGHT = 24
# A text of more bytes, twenty letters in Chinese, is a sentence, and keeps room for itself on a narrow screen.
LONG = 60
BAR = ' style="--part:{:.0f}%"'

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """What stands over a column, how its values are written, what one leads to, and whether they are figures."""

    heading: str
    write: cells.Writer = cells.text
    to: Callable[[Row], str] | None = None
    tip: str = ""
    is_figures: bool = False


def show(
    frame: pl.DataFrame, columns: Mapping[str, Column], label: str, *, sorts: bool = True, short: bool = False
) -> None:
    """The rows of a frame under their headings, the first column standing for its row."""
    markup.show(table(frame, columns, label, sorts=sorts, short=short))


def table(frame: pl.DataFrame, columns: Mapping[str, Column], label: str, *, sorts: bool, short: bool = False) -> str:
    """The table as HTML; a whole one is sorted by its headings (web/lists.js), a short one is all in sight."""
    heads = "".join(_heading(frame[name], column, sorts) for name, column in columns.items())
    written = [_cells(frame, name, column, first=not at) for at, (name, column) in enumerate(columns.items())]
    rows = "".join(f"<tr>{''.join(row)}" for row in zip(*written, strict=True))
    size = "short whole" if short else "whole" if frame.height <= MOST_ROWS_IN_SIGHT else "long"
    return (
        f'<div class="list {size}" role="region" tabindex="0" aria-label="{html.escape(label)}"><table>'
        f"<thead><tr>{heads}</thead><tbody>{rows}</tbody></table></div>"
    )


def _heading(values: pl.Series, column: Column, sorts: bool) -> str:
    said, tip = tongues.told(html.escape(column.heading)), f' title="{html.escape(column.tip)}"' if column.tip else ""
    number = ' class="n"' if column.is_figures or values.dtype.is_numeric() else ""
    if sorts:
        said = f'<button type="button" title="{html.escape(say("table.sort"))}">{said}</button>'
    return f'<th scope="col" data-column="{html.escape(values.name)}"{number}{tip}>{said}</th>'


def _cells(frame: pl.DataFrame, name: str, column: Column, *, first: bool) -> list[str]:
    values = frame[name].to_list()
    aside = ' class="n"' if column.is_figures or frame[name].dtype.is_numeric() else ""
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
    """What is written for the framework's Markdown, a badge or a text with links and code in it, as HTML."""
    if badge := BADGE.fullmatch(written):
        return f'<span class="light {badge[1]}">{_text(badge[2])}</span>'
    # Of a text that is split at its links every third piece stands between them.
    before, *links = LINK.split(written)
    linked = zip(links[::3], links[1::3], links[2::3], strict=True)
    return _text(before) + "".join(
        f'<a href="{html.escape(to)}">{_text(said)}</a>{_text(end)}' for said, to, end in linked
    )


def as_text(written: str) -> str:
    """The same as a text alone: what a badge or a link says."""
    badge = BADGE.fullmatch(written)
    return as_typed(LINK.sub(r"\1", badge[2] if badge else written))


def _text(written: str) -> str:
    said, *code = CODE.split(written)
    coded = zip(code[::2], code[1::2], strict=True)
    return _words(said) + "".join(f"<code>{html.escape(one)}</code>{_words(then)}" for one, then in coded)


def _words(written: str) -> str:
    return tongues.told(html.escape(as_typed(written)))
