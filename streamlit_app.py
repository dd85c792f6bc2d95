"""The web door: language, the page list, the published build and the day every page speaks of. No queries."""

import streamlit as st

from dashboard import chrome, filters, parts, past, store, words
from dashboard.words import say

PAGES = "dashboard/pages"
NEEDS_NO_UNITS = ("upload", "uploads", "names", "rules")
NEEDS_NO_UNITS = ("upload", "uploads", "names", "readings")
NEEDS_NO_UNITS = ("upload", "uploads", "names")
ONLY_NOW = ("upload",)


def page_list() -> list[st.Page]:
    """The pages in the order of their use; one unit is reached through a link."""
    return [
        st.Page(f"{PAGES}/overview.py", title=say("page.overview"), default=True),
        st.Page(f"{PAGES}/units.py", title=say("page.units")),
        st.Page(f"{PAGES}/unit.py", title=say("page.unit"), visibility="hidden"),
        st.Page(f"{PAGES}/deadlines.py", title=say("page.deadlines")),
        st.Page(f"{PAGES}/waivers.py", title=say("page.waivers")),
        st.Page(f"{PAGES}/action_plans.py", title=say("page.action_plans")),
        st.Page(f"{PAGES}/rules.py", title=say("page.rules")),
        st.Page(f"{PAGES}/evaluations.py", title=say("page.evaluations")),
        st.Page(f"{PAGES}/reviews.py", title=say("page.reviews")),
        st.Page(f"{PAGES}/moves.py", title=say("page.moves")),
        st.Page(f"{PAGES}/upload.py", title=say("page.upload")),
        st.Page(f"{PAGES}/uploads.py", title=say("page.uploads")),
        st.Page(f"{PAGES}/quality.py", title=say("page.quality")),
        st.Page(f"{PAGES}/names.py", title=say("page.names")),
        st.Page(f"{PAGES}/readings.py", title=say("page.readings")),
    ]


def run() -> None:
    """One run of the page that the address names."""
    words.speak(filters.chosen_language())
    st.set_page_config(page_title=say("page.app"), page_icon="📋", layout="wide")
    chrome.style()
    page = st.navigation(page_list(), position="top")
    if address := filters.address_spelt_out():
        st.switch_page(page, query_params=address)
    try:
        published = store.snapshot()
    except (store.NoStore, store.NotPublished) as reason:
        chrome.first_run(unpublished=isinstance(reason, store.NotPublished))
        return
    if not chrome.header(published):
        return
    chrome.footer()
    if page.url_path in ONLY_NOW and past.is_chosen():
        parts.nothing("chrome.only_now")
        return
    if page.url_path in NEEDS_NO_UNITS or chrome.has_units():
        page.run()


run()
