"""The way from page to page, above every page: those of every day side by side, the rest in menus that open.

One piece of the page's own making; web/menus.js opens and closes what opens. On a narrow screen all of it is one menu.
It says which language the page is in, which web/widgets.js passes on to the browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

import streamlit as st

from dashboard import filters, markup, words
from dashboard.paper.html import element
from dashboard.words import say

ALL = "menu-all"


def show(pages: Mapping[str, Sequence[st.Page]], here: st.Page) -> None:
    """The pages by the names of their menus, those without a menu under no name; `here` is the one that is shown."""
    address = filters.address_kept()

    def way(page: st.Page) -> Element:
        current = {"aria_current": "page"} if page.url_path == here.url_path else {}
        return element("li", element("a", page.title, href=address(page.url_path or ".").removesuffix("?"), **current))

    entries: list[Element] = []
    for menu, listed in pages.items():
        ways = [way(page) for page in listed if page.visibility != "hidden"]
        holds = any(page.url_path == here.url_path for page in listed)
        entries += [element("li", *_opening(menu, element("ul", *ways), marked=holds))] if menu else ways
    every = element("ul", *entries, class_=ALL)
    about = {"aria_label": say("menu.pages"), "data_taizhang_language": words.language_code()}
    markup.piece(element("nav", *_opening(here.title, every, marked=False), class_="menu", **about))


def _opening(label: str, opened: Element, *, marked: bool) -> tuple[Element, Element]:
    """A button and what it opens, which stands right after it."""
    kind = {"class_": "holds"} if marked else {}
    return element("button", label, type="button", aria_expanded="false", **kind), opened
