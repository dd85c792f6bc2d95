"""Which documents there are, and how one is made of a published build in a language, wherever it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from dashboard import data, words
from dashboard.paper import book, brief, chase, overview, unit
from dashboard.paper.texts import file_part
from dashboard.words import say

HTML = "text/html"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
Made = TypeVar("Made")


@dataclass(frozen=True)
class Kind:
    """A document: how its file ends, what that is, and who makes it."""

    ending: str
    mime: str
    make: Callable[..., bytes]


KINDS = {
    "overview": Kind(".html", HTML, overview.document),
    "brief": Kind(".docx", WORD, brief.document),
    "chase": Kind(".zip", ZIP, chase.archive),
    "ledger": Kind(".xlsx", EXCEL, book.document),
    "unit": Kind(".html", HTML, unit.document),
}


def speaking(reading: data.Reading, language: str, make: Callable[..., Made], *about: str) -> Made:
    """What `make` makes of this build in this language, without touching what else is read or said meanwhile."""
    return copy_context().run(_speaking, reading, language, partial(make, *about))


def _speaking(reading: data.Reading, language: str, make: Callable[[], Made]) -> Made:
    words.speak(language)
    data.read(reading)
    words.call(data.names(data.frame("chrome__words"), "term", "own_word"))
    return make()


def file_name(kind: str, name: str = "") -> str:
    """What the file is called: what it is, of whom, and of which day."""
    told = [say(f"paper.{kind}"), *([file_part(name)] if name else []), str(data.row("chrome__facts")["as_of"])]
    return "-".join(told) + KINDS[kind].ending
