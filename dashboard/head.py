"""The line at the head of every page: which plan and page, of which day, in which language; and another day instead.

One piece of the page's own making. What opens at a button asks for a day, and for how much of the ledger is known:
web/menus.js opens it, and web/ways.js takes what is chosen into the address, where standing.py finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from xml.etree.ElementTree import Element

from streamlit.delta_generator import DeltaGenerator

from dashboard import filters, markup, parts, words
from dashboard.paper.html import element
from dashboard.standing import Days
from dashboard.words import say


def show(
    plan: str, page: str, entries: Mapping[int, str], number: int, days: Days | None, into: DeltaGenerator
) -> DeltaGenerator:
    """The line; `number` is the last entry that is known, 0 for all; no days are told while they are not known yet.

    It goes into its place, or into where it stands already.
    """
    told = [element("p", stands(days.shown, number))] if days else []
    names = {code: name for name, code in words.LANGUAGES.items()}
    whole = element(
        "div",
        element("p", element("b", plan), f" · {page}", class_="plan"),
        *told,
        element("div", *opening(entries, number, days), class_="turning"),
        parts.switch(filters.LANGUAGE, say("chrome.language"), names, words.language(), is_of_page=False),
        class_="head",
    )
    return markup.piece(whole, into=into)


def stands(day: date, number: int) -> str:
    """The day that the page speaks of, and the last entry that it knows where that is not the last there is."""
    told = say("chrome.stands", day=words.day(day))
    return f"{told} · {say('chrome.stands_known', number=number)}" if number else told


def opening(entries: Mapping[int, str], number: int, days: Days | None) -> tuple[Element, Element]:
    """The button, and the form that it opens, which stands right after it."""
    offered = {"": say("chrome.all_known"), **{str(one): told for one, told in entries.items()}}
    chosen = {str(number or ""): {"selected": ""}}
    options = [element("option", told, value=one, **chosen.get(one, {})) for one, told in offered.items()]
    known = element("select", *options, name=filters.KNOWN_AT)
    fields = [field("chrome.known_at", known)]
    if days:
        limits = {"value": days.shown, "min": days.first, "max": days.last}
        fields.insert(0, field("chrome.as_of", element("input", type="date", name=filters.AS_OF, **limits)))
    form = element("form", *fields, element("button", say("chrome.turn"), type="submit"))
    return element("button", say("chrome.change"), type="button", aria_expanded="false"), form


def field(key: str, asked: Element) -> Element:
    """A field by its name, with what it does in quiet words."""
    return element("label", element("span", say(key)), asked, element("small", say(f"{key}_help")))
