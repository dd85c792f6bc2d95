"""One self-contained HTML file for A4 and for the screen: no script, no request, every text escaped by construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import polars as pl

from dashboard import tongues, words
from dashboard.paper.texts import printable, written
from dashboard.words import say

STYLE = Path(__file__).with_name("paper.css")
# Nothing in the file is fetched or run, whatever a text in it may say.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
NUMBERS = ("_count", "_ratio", "days_late", "_of_due", "_of_expected")

Inside = Element | str | None
Cell = Callable[[Mapping[str, Any]], Inside]


def element(tag: str, *inside: Inside, **attributes: object) -> Element:
    """An element with what stands in it; `class_` is `class`, and `_` in a name is `-`."""
    named = {name.rstrip("_").replace("_", "-"): printable(value) for name, value in attributes.items()}
    made = Element(tag, named)
    for one in inside:
        put(made, one)
    return made


def put(into: Element, one: Inside) -> None:
    """Add an element or a text at the end of another."""
    if isinstance(one, Element):
        into.append(one)
    elif one and len(into):
        into[-1].tail = (into[-1].tail or "") + printable(one)
    elif one:
        into.text = (into.text or "") + printable(one)


def document(title: str, *body: Inside) -> bytes:
    """The whole file."""
    code = "zh-CN" if words.language() == words.CHINESE else "en"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", style()),
    )
    page = element("html", head, element("body", element("main", *body)), lang=code)
    return b"<!doctype html>\n" + ElementTree.tostring(tongues.marked(page), encoding="utf-8", method="html")


@lru_cache(maxsize=1)
def style() -> str:
    """How it looks, on paper and on the screen."""
    return STYLE.read_text(encoding="utf-8")


def section(key: str, *inside: Inside) -> Element:
    """A part under its heading."""
    return element("section", element("h2", say(f"{key}_title")), *inside)


def note(text: str) -> Element:
    """A quiet sentence."""
    return element("p", text, class_="note")


def table(frame: pl.DataFrame, columns: Sequence[str], none: str, cells: Mapping[str, Cell] | None = None) -> Element:
    """A table whose headings repeat on every sheet; a sentence where there is nothing. `cells` draws columns."""
    if frame.is_empty():
        return note(none)
    drawn = cells or {}
    shown = [name for name in columns if name in drawn or frame[name].is_not_null().any()]
    head = element("tr", *(element("th", say(f"column.{name}"), class_=kind(name), scope="col") for name in shown))
    rows = [
        element("tr", *(element("td", inside(name, row, drawn), class_=kind(name)) for name in shown))
        for row in frame.iter_rows(named=True)
    ]
    return element("table", element("thead", head), element("tbody", *rows))


def inside(name: str, row: Mapping[str, Any], drawn: Mapping[str, Cell]) -> Inside:
    """What stands in one cell."""
    return drawn[name](row) if name in drawn else written(name, row[name])


def kind(name: str) -> str:
    """How a column is set."""
    if name.endswith(NUMBERS) and name != "completion_ratio":
        return "number"
    return "short" if name.endswith(("_on", "status", "_id")) else "text"


def figures(*told: tuple[str, str, str]) -> Element:
    """Key figures side by side: label, number, and what is said below."""
    each = [
        element("div", element("dt", label), element("dd", number), element("p", below), class_="figure")
        for label, number, below in told
    ]
    return element("dl", *each, class_="figures")
