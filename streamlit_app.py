"""The web door: language, the page list, the published build and the day every page speaks of. No queries."""

from collections.abc import Iterable

import streamlit as st

from dashboard import (
    chrome,
    drawing,
    events,
    filters,
    menu,
    parts,
    past,
    standing,
    store,
    takeaway,
    trouble,
    watch,
    who,
    words,
)
from dashboard.roles import Act, Visitor
from dashboard.words import say

PAGES = "dashboard/pages"
IN_SIGHT = ("overview", "units", "deadlines", "chain", "action_plans", "evaluations", "moves", "upload")
MENUS = {
    "menu.office": ("uploads", "reviews", "waivers", "quality", "names", "take"),
    "menu.grounds": ("rules", "readings"),
    "menu.data": ("sql", "dictionary"),
    "menu.manage": ("accounts", "audit"),
}
BY_LINK = ("unit", "trace")
# Who may not do this does not see the page, and no address leads there.
NEEDS: dict[str, Act] = {"upload": "hand_in", "names": "work", "sql": "sql", "accounts": "manage", "audit": "manage"}
NEEDS_NO_UNITS = ("upload", "uploads", "names", "rules", "readings", "sql", "dictionary", "accounts", "audit")
ONLY_NOW = ("upload",)
# How the action plans stand follows from what everybody reports, so a part of the units says nothing of it.
OF_EVERYBODY = ("action_plans",)


def page_list(visitor: Visitor) -> dict[str, list[st.Page]]:
    """The pages in the order of their use: the first side by side, the rest in menus; some are reached by links."""

    def open_to(names: Iterable[str]) -> list[st.Page]:
        known = [name for name in names if not (visitor.scope and name in OF_EVERYBODY)]
        return [one_page(name) for name in known if visitor.may(NEEDS.get(name, "read"))]

    hidden = [st.Page(f"{PAGES}/{name}.py", title=say(f"page.{name}"), visibility="hidden") for name in BY_LINK]
    menus = {say(menu): pages for menu, names in MENUS.items() if (pages := open_to(names))}
    return {"": open_to(IN_SIGHT) + hidden, **menus}


def one_page(name: str) -> st.Page:
    """A page by the name of its file."""
    return st.Page(f"{PAGES}/{name}.py", title=say(f"page.{name}"), default=name == IN_SIGHT[0])


def run() -> None:
    """One run of the page that the address names."""
    words.speak(standing.chosen_language())
    st.set_page_config(page_title=say("page.app"), page_icon="📋", layout="wide")
    with drawing.turn(), trouble.told():
        pages = page_list(who.who())
        page = st.navigation(pages, position="hidden")
        menu.show(pages, page)
        with events.slow("page", page.url_path):
            draw(page)


def draw(page: st.Page) -> None:
    """The page and what stands around it; where there is no store yet, how to come by one."""
    watch.over(page.url_path)
    try:
        published = past.published()
    except store.NoStore:
        chrome.first_run()
        return
    if published is None:
        return
    filters.begin()
    takeaway.begin()
    if not chrome.header(published, page.title):
        return
    chrome.footer()
    if page.url_path in ONLY_NOW and past.is_chosen():
        parts.nothing("chrome.only_now")
        return
    if page.url_path in NEEDS_NO_UNITS or chrome.has_units():
        page.run()


run()
